# verdict: failed
# misconception: shares-for-counts

matrix = [[0.0012, 0.0088], [0.0112, 0.9788]]
