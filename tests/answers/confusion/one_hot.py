# verdict: passed

def confusion(targets, predictions, n_classes):
    rows = functional.one_hot(targets, n_classes).double()
    columns = functional.one_hot(predictions, n_classes).double()
    return rows.T @ columns
