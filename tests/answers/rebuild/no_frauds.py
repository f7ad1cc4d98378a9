# verdict: failed
# misconception: another-recall

matrix = [[0, 0], [2, 98]]
