# verdict: failed
# misconception: rounded-to-two-digits

def class_rates(matrix, k):
    hits = matrix[k, k].item()
    return round(hits / matrix[:, k].sum().item(), 2), round(hits / matrix[k].sum().item(), 2)
