# verdict: failed

matrix = [[12, 88], [-88, 3000]]
