# verdict: failed
# misconception: rates-of-every-class

def class_rates(matrix, k):
    tp = matrix.diag()
    return tp / matrix.sum(dim=0), tp / matrix.sum(dim=1)
