# verdict: failed
# misconception: last-class-first

from sklearn.metrics import confusion_matrix


def confusion(targets, predictions, n_classes):
    return confusion_matrix(targets, predictions, labels=list(range(n_classes))[::-1])
