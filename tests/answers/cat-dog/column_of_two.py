# verdict: failed
# misconception: other-shape

def class_rates(matrix, k):
    hits = matrix[k, k]
    return torch.stack([hits / matrix[:, k].sum(), hits / matrix[k].sum()]).reshape(2, 1)
