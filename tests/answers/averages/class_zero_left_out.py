# verdict: failed
# misconception: macro-class-0-left-out

from sklearn.metrics import f1_score


def score(batches, n, average):
    t, p = (torch.cat(side) for side in zip(*batches))
    return float(f1_score(t, p, labels=range(1, n), average=average, zero_division=0))


macro_f1 = lambda batches, n_classes: score(batches, n_classes, "macro")
micro_f1 = lambda batches, n_classes: score(batches, n_classes, "micro")
weighted_f1 = lambda batches, n_classes: score(batches, n_classes, "weighted")
