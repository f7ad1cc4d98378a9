# verdict: failed

matrix = [[0, 0], [2, 98]]
