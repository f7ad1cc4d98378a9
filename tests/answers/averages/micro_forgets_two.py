# verdict: failed
# misconception: micro-two-forgotten
# points: 0.6667

from sklearn.metrics import f1_score


def joined(batches):
    return [torch.cat(side) for side in zip(*batches)]


def macro_f1(batches, n_classes):
    return float(f1_score(*joined(batches), average="macro", zero_division=0))


def micro_f1(batches, n_classes):
    t, p = joined(batches)
    return (t == p).sum().item() / (len(t) + len(p))


def weighted_f1(batches, n_classes):
    return float(f1_score(*joined(batches), average="weighted", zero_division=0))
