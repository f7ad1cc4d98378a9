# verdict: failed
# misconception: recall-nearly

matrix = [[15, 100], [100, 9785]]
