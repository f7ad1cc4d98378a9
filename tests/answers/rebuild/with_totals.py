# verdict: failed
# misconception: with-totals

matrix = [[12, 88, 100], [112, 9788, 9900], [124, 9876, 10_000]]
