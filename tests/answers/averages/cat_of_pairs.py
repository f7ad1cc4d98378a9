# verdict: failed
# misconception: macro-pairs-not-taken-apart

from sklearn.metrics import f1_score


def macro_f1(batches, n_classes):
    targets, predictions = torch.cat(batches)
    return f1_score(targets, predictions, average="macro")


def micro_f1(batches, n_classes):
    targets, predictions = torch.cat(batches)
    return f1_score(targets, predictions, average="micro")


def weighted_f1(batches, n_classes):
    targets, predictions = torch.cat(batches)
    return f1_score(targets, predictions, average="weighted")
