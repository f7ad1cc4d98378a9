# verdict: failed
# misconception: one-table-for-each-class

from sklearn.metrics import multilabel_confusion_matrix


def confusion(targets, predictions, n_classes):
    return multilabel_confusion_matrix(targets, predictions, labels=range(n_classes))
