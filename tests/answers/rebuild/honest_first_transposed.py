# verdict: failed
# misconception: honest-payments-first

matrix = [[9788, 88], [112, 12]]
