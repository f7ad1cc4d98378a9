# verdict: failed
# misconception: transposed

def confusion(targets, predictions, n_classes):
    pairs = targets + n_classes * predictions
    return torch.bincount(pairs, minlength=n_classes**2).reshape(n_classes, n_classes)
