# verdict: failed
# misconception: macro-accuracy-for-f1
# points: 0.3333

def of_classes(batches, n_classes):
    targets, predictions = (torch.cat(parts) for parts in zip(*batches))
    scores = [((targets == k) == (predictions == k)).double().mean() for k in range(n_classes)]
    return torch.stack(scores), targets.bincount(minlength=n_classes) / len(targets)


def macro_f1(batches, n_classes):
    return of_classes(batches, n_classes)[0].mean()


def micro_f1(batches, n_classes):
    targets, predictions = (torch.cat(parts) for parts in zip(*batches))
    return (targets == predictions).float().mean()


def weighted_f1(batches, n_classes):
    scores, shares = of_classes(batches, n_classes)
    return (scores * shares).sum()
