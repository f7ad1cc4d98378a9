# verdict: failed
# misconception: shares-for-counts

matrix = [[1.5, 11.0], [1.5, 611.0]]
