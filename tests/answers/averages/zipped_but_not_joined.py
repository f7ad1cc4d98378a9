# verdict: failed
# misconception: macro-batches-not-joined

from sklearn.metrics import f1_score


def score(batches, average):
    targets, predictions = zip(*batches)
    return float(f1_score(targets, predictions, average=average, zero_division=0))


macro_f1 = lambda batches, n_classes: score(batches, "macro")
micro_f1 = lambda batches, n_classes: score(batches, "micro")
weighted_f1 = lambda batches, n_classes: score(batches, "weighted")
