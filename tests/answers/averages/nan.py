# verdict: failed
# misconception: not-finite
# points: 0.6667

from sklearn.metrics import f1_score


def join(batches):
    return [torch.cat(parts) for parts in zip(*batches)]


def macro_f1(batches, n_classes):
    targets, says = join(batches)
    hits, there, marked = (torch.bincount(part, minlength=n_classes) for part in (targets[targets == says], targets, says))
    precision, recall = hits / marked, hits / there
    return (2 * precision * recall / (precision + recall)).mean()


def micro_f1(batches, n_classes):
    return f1_score(*join(batches), average="micro")


def weighted_f1(batches, n_classes):
    return f1_score(*join(batches), average="weighted", zero_division=0)
