# verdict: failed
# misconception: micro-first-batch-only
# points: 0.6667

from sklearn.metrics import f1_score


def join(batches):
    return [torch.cat(parts) for parts in zip(*batches)]


def macro_f1(batches, n_classes):
    return f1_score(*join(batches), average="macro", zero_division=0)


def micro_f1(batches, n_classes):
    targets, predictions = batches[0]
    return f1_score(targets, predictions, average="micro", zero_division=0)


def weighted_f1(batches, n_classes):
    return f1_score(*join(batches), average="weighted", zero_division=0)
