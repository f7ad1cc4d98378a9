# verdict: failed
# misconception: share-of-all-payments

matrix = [[1200, 100], [100, 8600]]
