# verdict: failed
# misconception: changes-its-input

def confusion(targets, predictions, n_classes):
    targets *= n_classes
    targets += predictions
    return torch.bincount(targets, minlength=n_classes**2).reshape(n_classes, n_classes)
