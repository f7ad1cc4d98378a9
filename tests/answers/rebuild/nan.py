# verdict: failed

matrix = [[12, 88], [float("nan"), 9788]]
