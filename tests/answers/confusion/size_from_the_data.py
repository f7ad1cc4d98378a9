# verdict: failed
# misconception: last-classes-lost

def confusion(targets, predictions, n_classes):
    size = int(max(targets.max(), predictions.max())) + 1
    matrix = torch.zeros(size, size, dtype=torch.int64)
    for target, prediction in zip(targets, predictions):
        matrix[target, prediction] += 1
    return matrix
