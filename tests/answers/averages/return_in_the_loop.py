# verdict: failed
# misconception: macro-first-batch-only

from sklearn.metrics import f1_score


def macro_f1(batches, n_classes):
    for targets, predictions in batches:
        return f1_score(targets, predictions, average="macro", zero_division=0)


def micro_f1(batches, n_classes):
    for targets, predictions in batches:
        return f1_score(targets, predictions, average="micro", zero_division=0)


def weighted_f1(batches, n_classes):
    for targets, predictions in batches:
        return f1_score(targets, predictions, average="weighted", zero_division=0)
