# verdict: failed
# misconception: percent-for-rates

def class_rates(matrix, k):
    hits = 100 * matrix[k, k].item()
    return hits / matrix[:, k].sum().item(), hits / matrix[k].sum().item()
