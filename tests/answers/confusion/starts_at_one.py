# verdict: failed
# misconception: starts-from-ones

def confusion(targets, predictions, n_classes):
    matrix = torch.ones(n_classes, n_classes, dtype=torch.int64)
    for target, prediction in zip(targets, predictions):
        matrix[target, prediction] += 1
    return matrix
