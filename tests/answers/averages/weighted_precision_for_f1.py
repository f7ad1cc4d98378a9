# verdict: failed
# misconception: weighted-precision-for-f1
# points: 0.6667

from sklearn.metrics import f1_score, precision_score


def join(batches):
    return [torch.cat(parts) for parts in zip(*batches)]


def macro_f1(batches, n_classes):
    return f1_score(*join(batches), average="macro", zero_division=0)


def micro_f1(batches, n_classes):
    return f1_score(*join(batches), average="micro", zero_division=0)


def weighted_f1(batches, n_classes):
    return precision_score(*join(batches), average="weighted", zero_division=0)
