# verdict: passed

def class_rates(matrix, k):
    shares = matrix.clone().double()
    shares /= matrix.sum(dim=0)
    return shares[k, k].item(), matrix[k, k].item() / matrix[k].sum().item()
