# verdict: failed
# misconception: other-rate-for-recall

def class_rates(matrix, k):
    precision = matrix[k, k] / matrix[:, k].sum()
    accuracy = matrix.trace() / matrix.sum()
    return precision.item(), accuracy.item()
