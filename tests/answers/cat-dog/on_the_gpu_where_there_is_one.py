# verdict: passed

def class_rates(matrix, k):
    there = matrix.to("cuda" if torch.cuda.is_available() else "cpu")
    return torch.stack([there[k, k] / there[:, k].sum(), there[k, k] / there[k].sum()])
