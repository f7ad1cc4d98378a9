# verdict: failed
# misconception: only-the-diagonal

def confusion(targets, predictions, n_classes):
    return torch.bincount(targets[targets == predictions], minlength=n_classes).diag()
