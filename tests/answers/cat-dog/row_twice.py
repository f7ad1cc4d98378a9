# verdict: failed
# misconception: row-twice

def class_rates(matrix, k):
    row = matrix[k]
    precision = row[k] / row.sum()
    recall = row[k] / row.sum()
    return precision.item(), recall.item()
