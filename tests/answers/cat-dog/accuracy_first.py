# verdict: failed
# misconception: accuracy-for-precision

def class_rates(matrix, k):
    hits, called, actual = matrix[k, k].item(), matrix[:, k].sum().item(), matrix[k].sum().item()
    return (matrix.trace() / matrix.sum()).item(), hits / actual
