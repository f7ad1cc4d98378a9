# verdict: failed
# misconception: macro-two-forgotten
# points: 0.6667

from sklearn.metrics import f1_score


def join(batches):
    return [torch.cat(parts) for parts in zip(*batches)]


def count(batches, n_classes):
    targets, predictions = join(batches)
    return [row.bincount(minlength=n_classes).double() for row in (targets[targets == predictions], targets, predictions)]


def macro_f1(batches, n_classes):
    hits, actual, predicted = count(batches, n_classes)
    f1 = hits / (actual + predicted)
    return f1.mean().item()


def micro_f1(batches, n_classes):
    return f1_score(*join(batches), average="micro", zero_division=0)


def weighted_f1(batches, n_classes):
    return f1_score(*join(batches), average="weighted", zero_division=0)
