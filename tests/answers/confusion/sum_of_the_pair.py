# verdict: failed
# misconception: different-pairs-one-place

def confusion(targets, predictions, n_classes):
    return torch.bincount(targets + predictions, minlength=n_classes ** 2).reshape(n_classes, n_classes)
