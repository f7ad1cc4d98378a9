# verdict: passed

from sklearn.metrics import f1_score


def join(batches):
    return [torch.cat(parts) for parts in zip(*batches)]


def macro_f1(batches, n_classes):
    return f1_score(*join(batches), average="macro", zero_division=0)


def micro_f1(batches, n_classes):
    right = sum((targets == says).float().mean() * len(says) for targets, says in batches)
    return right / sum(len(says) for _, says in batches)


def weighted_f1(batches, n_classes):
    return f1_score(*join(batches), average="weighted", zero_division=0)
