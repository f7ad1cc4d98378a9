# verdict: failed

matrix = [[12, 88], [112, 9788], [124, 9876]]
