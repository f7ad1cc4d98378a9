# verdict: failed
# misconception: round-brackets

def class_rates(matrix, k):
    tp = matrix(k, k)
    return tp / matrix[:, k].sum(), tp / matrix[k, :].sum()
