# verdict: failed

def confusion(targets, predictions, n_classes):
    return multiclass_confusion_matrix(predictions, targets, n_classes)
