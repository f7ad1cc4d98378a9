# verdict: failed
# misconception: macro-f1-of-each-class

from sklearn.metrics import f1_score


def macro_f1(batches, n_classes):
    targets, predictions = (torch.cat(parts) for parts in zip(*batches))
    return f1_score(targets, predictions, average=None, labels=range(n_classes), zero_division=0)


micro_f1 = weighted_f1 = macro_f1
