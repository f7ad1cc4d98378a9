# verdict: failed

matrix = [[12, 88], [1000, 8900]]
