# verdict: passed

def class_rates(matrix, k):
    rows = matrix.tolist()
    called = sum(row[k] for row in rows)
    there = sum(rows[k])
    return [rows[k][k] / called, rows[k][k] / there]
