# verdict: failed
# misconception: returns-nothing

def class_rates(matrix, k):
    hits = matrix[k, k].item()
    precision, recall = hits / matrix[:, k].sum().item(), hits / matrix[k].sum().item()
