# verdict: failed
# misconception: counted-from-one

def class_rates(matrix, k):
    i = k - 1
    tp = matrix[i, i]
    return float(tp / matrix[:, i].sum()), float(tp / matrix[i].sum())
