# verdict: failed
# misconception: rows-for-columns

def class_rates(matrix, k):
    hits = matrix[k, k].item()
    return hits / matrix[k, :].sum().item(), hits / matrix[:, k].sum().item()
