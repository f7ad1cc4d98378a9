# verdict: failed
# misconception: other-shape

def confusion(targets, predictions, n_classes):
    return torch.bincount(n_classes * targets + predictions, minlength=n_classes**2)
