# verdict: failed
# misconception: rows-are-one-list

def confusion(targets, predictions, n_classes):
    table = [[0] * n_classes] * n_classes
    for t, p in zip(targets.tolist(), predictions.tolist()):
        table[t][p] += 1
    return torch.tensor(table)
