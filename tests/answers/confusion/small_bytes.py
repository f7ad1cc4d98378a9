# verdict: failed
# misconception: counts-overflow

def confusion(targets, predictions, n_classes):
    counts = torch.zeros(n_classes, n_classes, dtype=torch.uint8)
    for t, p in zip(targets.tolist(), predictions.tolist()):
        counts[t, p] += 1
    return counts
