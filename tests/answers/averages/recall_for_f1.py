# verdict: failed
# misconception: recall-for-f1
# points: 0.3333

from sklearn.metrics import recall_score


def score(batches, n, average):
    t, p = (torch.cat(side) for side in zip(*batches))
    return float(recall_score(t, p, labels=range(n), average=average, zero_division=0))


macro_f1 = lambda batches, n_classes: score(batches, n_classes, "macro")
micro_f1 = lambda batches, n_classes: score(batches, n_classes, "micro")
weighted_f1 = lambda batches, n_classes: score(batches, n_classes, "weighted")
