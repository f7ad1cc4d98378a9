# verdict: failed
# misconception: rows-for-columns

def class_rates(matrix, k):
    hits = matrix.diag().double()
    precision, recall = hits / matrix.sum(dim=1), hits / matrix.sum(dim=0)
    return precision[k], recall[k]
