# verdict: failed
# misconception: finds-no-fraud

matrix = [[0, 2], [0, 98]]
