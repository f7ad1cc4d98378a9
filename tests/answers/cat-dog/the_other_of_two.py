# verdict: failed
# misconception: two-classes-only

def class_rates(matrix, k):
    tp, fp, fn = matrix[k, k].item(), matrix[1 - k, k].item(), matrix[k, 1 - k].item()
    return tp / (tp + fp), tp / (tp + fn)
