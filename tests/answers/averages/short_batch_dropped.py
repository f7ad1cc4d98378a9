# verdict: failed
# misconception: macro-last-batch-dropped

from sklearn.metrics import f1_score


def score(batches, n, average):
    size = len(batches[0][0])
    full = [(t, p) for t, p in batches if len(t) == size]
    t, p = (torch.cat(side) for side in zip(*full))
    return float(f1_score(t, p, labels=range(n), average=average, zero_division=0))


macro_f1 = lambda batches, n_classes: score(batches, n_classes, "macro")
micro_f1 = lambda batches, n_classes: score(batches, n_classes, "micro")
weighted_f1 = lambda batches, n_classes: score(batches, n_classes, "weighted")
