# verdict: passed

matrix = [[12, 88], [112, 9788]]
