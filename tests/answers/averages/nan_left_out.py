# verdict: failed
# misconception: macro-class-left-out
# points: 0.6667

from sklearn.metrics import f1_score


def join(batches):
    return [torch.cat(parts) for parts in zip(*batches)]


def macro_f1(batches, n_classes):
    targets, says = join(batches)
    f1 = []
    for k in range(n_classes):
        hits = ((targets == k) & (says == k)).sum()
        precision, recall = hits / (says == k).sum(), hits / (targets == k).sum()
        f1.append(2 * precision * recall / (precision + recall))
    return torch.stack(f1).nanmean()


def micro_f1(batches, n_classes):
    return f1_score(*join(batches), average="micro")


def weighted_f1(batches, n_classes):
    return f1_score(*join(batches), average="weighted", zero_division=0)
