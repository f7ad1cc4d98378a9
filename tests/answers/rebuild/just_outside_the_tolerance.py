# verdict: failed

matrix = [[12, 88], [98, 9802]]
