# verdict: failed
# misconception: with-totals

def confusion(targets, predictions, n_classes):
    matrix = torch.zeros(n_classes + 1, n_classes + 1, dtype=torch.int64)
    for i in range(n_classes):
        for j in range(n_classes):
            matrix[i, j] = ((targets == i) & (predictions == j)).sum()
    matrix[-1] = matrix.sum(dim=0)
    matrix[:, -1] = matrix[:, :-1].sum(dim=1)
    return matrix
