# verdict: failed

def class_rates(matrix, k):
    return matrix[k, k].item() / matrix[:, k].sum().item()
