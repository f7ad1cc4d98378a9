# verdict: failed
# misconception: each-pair-counted-once

def confusion(targets, predictions, n_classes):
    matrix = torch.zeros(n_classes, n_classes, dtype=torch.int64)
    matrix[targets, predictions] += 1
    return matrix
