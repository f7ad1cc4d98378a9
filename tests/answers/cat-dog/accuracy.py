# verdict: failed
# misconception: accuracy-for-rates

def class_rates(matrix, k):
    right = (matrix.trace() / matrix.sum()).item()
    return right, right
