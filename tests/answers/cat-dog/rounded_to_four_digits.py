# verdict: passed

def class_rates(matrix, k):
    hits = matrix[k, k].item()
    return round(hits / matrix[:, k].sum().item(), 4), round(hits / matrix[k].sum().item(), 4)
