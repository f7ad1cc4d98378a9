# verdict: failed

matrix = [[0, 0], [0, 0]]
