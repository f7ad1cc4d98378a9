# verdict: failed
# misconception: macro-batches-added-up

from sklearn.metrics import f1_score


def added(batches, n_classes, average):
    total = 0
    for targets, predictions in batches:
        total += f1_score(targets, predictions, average=average, labels=range(n_classes), zero_division=0)
    return total


def macro_f1(batches, n_classes):
    return added(batches, n_classes, "macro")


def micro_f1(batches, n_classes):
    return added(batches, n_classes, "micro")


def weighted_f1(batches, n_classes):
    return added(batches, n_classes, "weighted")
