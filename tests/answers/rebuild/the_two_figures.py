# verdict: failed

matrix = [0.98, 0.12]
