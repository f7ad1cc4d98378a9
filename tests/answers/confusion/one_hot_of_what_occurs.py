# verdict: failed
# misconception: last-classes-lost

def confusion(targets, predictions, n_classes):
    return functional.one_hot(targets).T @ functional.one_hot(predictions)
