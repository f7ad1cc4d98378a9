# verdict: failed
# misconception: macro-mean-for-f1
# points: 0.3333

def of_classes(batches, n_classes):
    targets, predictions = (torch.cat(parts) for parts in zip(*batches))
    hits, actual, predicted = (row.bincount(minlength=n_classes).double()
                               for row in (targets[targets == predictions], targets, predictions))
    return (hits / actual.clamp(min=1) + hits / predicted.clamp(min=1)) / 2, actual


def macro_f1(batches, n_classes):
    return of_classes(batches, n_classes)[0].mean().item()


def micro_f1(batches, n_classes):
    targets, predictions = (torch.cat(parts) for parts in zip(*batches))
    return (targets == predictions).float().mean().item()


def weighted_f1(batches, n_classes):
    scores, actual = of_classes(batches, n_classes)
    return (scores * actual).sum().item() / actual.sum().item()
