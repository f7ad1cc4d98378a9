# verdict: failed
# misconception: last-class-left-out

def confusion(targets, predictions, n_classes):
    counts = torch.zeros(n_classes, n_classes, dtype=torch.int64)
    for i in range(n_classes - 1):
        for j in range(n_classes - 1):
            counts[i, j] = ((targets == i) & (predictions == j)).sum()
    return counts
