# verdict: failed
# misconception: prints-instead

def class_rates(matrix, k):
    hits = matrix[k, k].item()
    print(hits / matrix[:, k].sum().item(), hits / matrix[k].sum().item())
