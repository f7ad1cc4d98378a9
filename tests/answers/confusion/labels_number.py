# verdict: failed
# misconception: number-for-labels

from sklearn.metrics import confusion_matrix


def confusion(targets, predictions, n_classes):
    return torch.from_numpy(confusion_matrix(targets, predictions, labels=n_classes))
