# verdict: failed
# misconception: too-few-mistakes

n_frauds, n_payments = 100, 10_000
matrix = [[12, 88], [0, n_payments - n_frauds]]
