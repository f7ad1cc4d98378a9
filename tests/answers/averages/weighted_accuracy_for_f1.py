# verdict: failed
# misconception: weighted-accuracy-for-f1
# points: 0.6667

from sklearn.metrics import f1_score


def join(batches):
    return [torch.cat(parts) for parts in zip(*batches)]


def count(batches, n_classes):
    targets, predictions = join(batches)
    return [row.bincount(minlength=n_classes).double() for row in (targets[targets == predictions], targets, predictions)]


def macro_f1(batches, n_classes):
    return f1_score(*join(batches), average="macro", zero_division=0)


def micro_f1(batches, n_classes):
    return f1_score(*join(batches), average="micro", zero_division=0)


def weighted_f1(batches, n_classes):
    hits, actual, predicted = count(batches, n_classes)
    f1 = 1 - (actual + predicted - 2 * hits) / actual.sum()
    return (f1 * actual).sum().item() / actual.sum().item()
