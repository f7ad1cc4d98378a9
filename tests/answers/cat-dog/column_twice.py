# verdict: failed
# misconception: column-twice

def class_rates(matrix, k):
    hits, called, actual = matrix[k, k].item(), matrix[:, k].sum().item(), matrix[k].sum().item()
    return hits / called, hits / called
