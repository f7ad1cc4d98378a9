# verdict: failed
# misconception: absent-class-lost

from sklearn.metrics import confusion_matrix


def confusion(targets, predictions, n_classes):
    return confusion_matrix(targets, predictions)
