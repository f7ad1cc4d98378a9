# verdict: passed

from sklearn.metrics import confusion_matrix


def confusion(targets, predictions, n_classes):
    return confusion_matrix(targets, predictions, labels=range(n_classes))
