# verdict: failed
# misconception: transposed

from sklearn.metrics import confusion_matrix


def confusion(targets, predictions, n_classes):
    return confusion_matrix(predictions, targets, labels=range(n_classes))
