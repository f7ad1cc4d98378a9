# verdict: failed
# misconception: macro-over-batches
# points: 0

from sklearn.metrics import f1_score


def join(batches):
    return [torch.cat(parts) for parts in zip(*batches)]


def macro_f1(batches, n_classes):
    return sum(f1_score(*batch, average="macro", zero_division=0) for batch in batches) / len(batches)


def micro_f1(batches, n_classes):
    return sum(f1_score(*batch, average="micro") for batch in batches) / len(batches)


def weighted_f1(batches, n_classes):
    return sum(f1_score(*batch, average="weighted", zero_division=0) for batch in batches) / len(batches)
