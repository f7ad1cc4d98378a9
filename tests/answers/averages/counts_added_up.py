# verdict: passed

def counts_of(batches, n_classes):
    tp, fp, fn = torch.zeros(3, n_classes)
    for targets, says in batches:
        for k in range(n_classes):
            tp[k] += ((targets == k) & (says == k)).sum()
            fp[k] += ((targets != k) & (says == k)).sum()
            fn[k] += ((targets == k) & (says != k)).sum()
    return tp, fp, fn


def macro_f1(batches, n_classes):
    tp, fp, fn = counts_of(batches, n_classes)
    return (2 * tp / (2 * tp + fp + fn)).mean()


def micro_f1(batches, n_classes):
    tp, fp, fn = (counts.sum() for counts in counts_of(batches, n_classes))
    return 2 * tp / (2 * tp + fp + fn)


def weighted_f1(batches, n_classes):
    tp, fp, fn = counts_of(batches, n_classes)
    return (2 * tp / (2 * tp + fp + fn) * (tp + fn)).sum() / (tp + fn).sum()
