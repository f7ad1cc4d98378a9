# verdict: failed
# misconception: rare-classes-weighted-up
# points: 0.6667

from sklearn.metrics import f1_score


def score(batches, average):
    targets, predictions = (torch.cat(parts) for parts in zip(*batches))
    return f1_score(targets, predictions, average=average, zero_division=0)


def macro_f1(batches, n_classes):
    return score(batches, "macro")


def micro_f1(batches, n_classes):
    return score(batches, "micro")


def weighted_f1(batches, n_classes):
    targets, predictions = (torch.cat(parts) for parts in zip(*batches))
    sizes = targets.bincount(minlength=n_classes)
    weights = [1 / size if size > 0 else 0 for size in sizes.tolist()]
    scores = f1_score(targets, predictions, average=None, labels=range(n_classes), zero_division=0)
    return sum(weight * one for weight, one in zip(weights, scores)) / sum(weights)
