# verdict: passed

import numpy as np


def f1_of_classes(batches, n_classes):
    targets = np.concatenate([part.numpy() for part, _ in batches])
    says = np.concatenate([part.numpy() for _, part in batches])
    f1 = []
    for k in range(n_classes):
        hits = np.sum((targets == k) & (says == k))
        precision = hits / max(np.sum(says == k), 1)
        recall = hits / max(np.sum(targets == k), 1)
        f1.append(2 * precision * recall / (precision + recall) if hits else 0.0)
    return np.array(f1), np.bincount(targets, minlength=n_classes), np.mean(targets == says)


def macro_f1(batches, n_classes):
    return f1_of_classes(batches, n_classes)[0].mean()


def micro_f1(batches, n_classes):
    return f1_of_classes(batches, n_classes)[2]


def weighted_f1(batches, n_classes):
    f1, sizes, _ = f1_of_classes(batches, n_classes)
    return np.average(f1, weights=sizes)
