# verdict: failed
# misconception: precision-alone

def class_rates(matrix, k):
    return matrix[k, k].item() / matrix[:, k].sum().item()
