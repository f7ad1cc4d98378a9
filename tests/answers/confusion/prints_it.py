# verdict: failed
# misconception: prints-instead

def confusion(targets, predictions, n_classes):
    print(torch.bincount(n_classes * targets + predictions, minlength=n_classes**2).reshape(n_classes, n_classes))
