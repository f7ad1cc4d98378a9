# verdict: failed
# misconception: another-size

from sklearn.metrics import confusion_matrix


def confusion(targets, predictions, n_classes):
    return torch.from_numpy(confusion_matrix(targets, predictions, labels=range(10)))
