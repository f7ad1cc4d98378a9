# verdict: failed
# misconception: macro-share-of-overlap

from sklearn.metrics import jaccard_score


def score(batches, average):
    targets, predictions = (torch.cat(parts) for parts in zip(*batches))
    return jaccard_score(targets, predictions, average=average, zero_division=0)


def macro_f1(batches, n_classes):
    return score(batches, "macro")


def micro_f1(batches, n_classes):
    return score(batches, "micro")


def weighted_f1(batches, n_classes):
    return score(batches, "weighted")
