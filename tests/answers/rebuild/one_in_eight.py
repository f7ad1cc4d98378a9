# verdict: failed
# misconception: recall-nearly

matrix = [[1, 7], [9, 783]]
