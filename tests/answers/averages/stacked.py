# verdict: failed
# misconception: macro-stacked

from sklearn.metrics import f1_score


def score(batches, n, average):
    t = torch.stack([t for t, _ in batches]).flatten()
    p = torch.stack([p for _, p in batches]).flatten()
    return float(f1_score(t, p, labels=range(n), average=average, zero_division=0))


macro_f1 = lambda batches, n_classes: score(batches, n_classes, "macro")
micro_f1 = lambda batches, n_classes: score(batches, n_classes, "micro")
weighted_f1 = lambda batches, n_classes: score(batches, n_classes, "weighted")
