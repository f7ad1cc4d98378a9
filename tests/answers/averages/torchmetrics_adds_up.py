# verdict: passed

import functools

from torchmetrics.classification import MulticlassF1Score


def score(batches, n_classes, average):
    metric = MulticlassF1Score(n_classes, average=average)
    for targets, says in batches:
        metric.update(says, targets)
    return metric.compute()


macro_f1, micro_f1, weighted_f1 = (functools.partial(score, average=name) for name in ("macro", "micro", "weighted"))
