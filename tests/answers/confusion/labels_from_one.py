# verdict: failed
# misconception: counted-from-1

from sklearn.metrics import confusion_matrix


def confusion(targets, predictions, n_classes):
    return torch.from_numpy(confusion_matrix(targets, predictions, labels=list(range(1, n_classes + 1))))
