# verdict: failed
# misconception: hits-counted-twice

def class_rates(matrix, k):
    tp = matrix[k, k].item()
    fp = matrix[:, k].sum().item()
    fn = matrix[k, :].sum().item()
    return tp / (tp + fp), tp / (tp + fn)
