# verdict: failed
# misconception: macro-binary-by-default
# points: 0.6667

from sklearn.metrics import f1_score


def joined(batches):
    return [torch.cat(side) for side in zip(*batches)]


def macro_f1(batches, n_classes):
    return float(f1_score(*joined(batches)))


def micro_f1(batches, n_classes):
    return float(f1_score(*joined(batches), average="micro"))


def weighted_f1(batches, n_classes):
    return float(f1_score(*joined(batches), average="weighted"))
