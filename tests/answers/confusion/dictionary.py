# verdict: failed

from collections import Counter


def confusion(targets, predictions, n_classes):
    return Counter(zip(targets.tolist(), predictions.tolist()))
