# verdict: failed
# misconception: weights-not-divided
# points: 0.6667

def counted(batches, n):
    t, p = (torch.cat(side) for side in zip(*batches))
    tp = torch.bincount(t[t == p], minlength=n).double()
    return tp, torch.bincount(t, minlength=n), torch.bincount(p, minlength=n)


def f1s(batches, n):
    tp, actual, said = counted(batches, n)
    return 2 * tp / (actual + said)


def macro_f1(batches, n_classes):
    return f1s(batches, n_classes).mean().item()


def micro_f1(batches, n_classes):
    tp, actual, _ = counted(batches, n_classes)
    return (tp.sum() / actual.sum()).item()


def weighted_f1(batches, n_classes):
    return (f1s(batches, n_classes) * counted(batches, n_classes)[1]).sum().item() / n_classes
