# verdict: failed
# misconception: returns-after-the-first

def confusion(targets, predictions, n_classes):
    counts = torch.zeros(n_classes, n_classes, dtype=torch.int64)
    for t, p in zip(targets, predictions):
        counts[t, p] += 1
        return counts
