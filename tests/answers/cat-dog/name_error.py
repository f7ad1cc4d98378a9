# verdict: failed

def class_rates(matrix, k):
    return tp / matrix[:, k].sum(), tp / matrix[k].sum()
