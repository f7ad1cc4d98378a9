# verdict: failed

matrix = [[15, 100], [100, 9785]]
