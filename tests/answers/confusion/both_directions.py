# verdict: failed
# misconception: both-directions-added

def confusion(targets, predictions, n_classes):
    matrix = torch.zeros(n_classes, n_classes, dtype=torch.int64)
    for target, prediction in zip(targets, predictions):
        matrix[target, prediction] += 1
        matrix[prediction, target] += 1
    return matrix
