# verdict: passed

def confusion(targets, predictions, n_classes):
    pairs = n_classes * targets + predictions
    return torch.bincount(pairs, minlength=n_classes**2).reshape(n_classes, n_classes)
