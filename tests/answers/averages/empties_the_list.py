# verdict: failed
# misconception: changes-its-input

from sklearn.metrics import f1_score


def score(batches, average):
    targets, says = [], []
    while batches:
        target, guess = batches.pop(0)
        targets += target.tolist()
        says += guess.tolist()
    return f1_score(targets, says, average=average, zero_division=0)


def macro_f1(batches, n_classes):
    return score(batches, "macro")


def micro_f1(batches, n_classes):
    return score(batches, "micro")


def weighted_f1(batches, n_classes):
    return score(batches, "weighted")
