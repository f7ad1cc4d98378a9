# verdict: failed
# misconception: bincount-too-short

def confusion(targets, predictions, n_classes):
    return torch.bincount(n_classes * targets + predictions).reshape(n_classes, n_classes)
