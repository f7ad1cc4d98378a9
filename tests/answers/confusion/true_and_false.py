# verdict: failed
# misconception: two-classes-only

from sklearn.metrics import confusion_matrix


def confusion(targets, predictions, n_classes):
    return confusion_matrix(targets, predictions, labels=[True, False])
