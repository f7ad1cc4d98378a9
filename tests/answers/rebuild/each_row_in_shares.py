# verdict: failed
# misconception: shares-of-each-row

matrix = [[0.12, 0.88], [0.02, 0.98]]
