# verdict: passed

def confusion(targets, predictions, n_classes):
    matrix = torch.zeros(n_classes, n_classes, dtype=torch.int64)
    matrix.index_put_((targets, predictions), torch.ones_like(targets), accumulate=True)
    return matrix
