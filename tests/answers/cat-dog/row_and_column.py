# verdict: passed

def class_rates(matrix, k):
    hits = matrix[k, k].item()
    return hits / matrix[:, k].sum().item(), hits / matrix[k, :].sum().item()
