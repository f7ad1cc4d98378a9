# verdict: failed

def confusion(targets, predictions, n_classes):
    matrix = torch.zeros(n_classes, n_classes, dtype=torch.int64)
    for i in range(len(targets) - 1):
        matrix[targets[i], predictions[i]] += 1
    return matrix
