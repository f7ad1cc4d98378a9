# verdict: passed

import numpy as np


def baseline_accuracy(labels):
    return np.unique(labels.numpy(), return_counts=True)[1].max() / len(labels)


def beats_baseline(predictions, labels):
    return np.mean(predictions.numpy() == labels.numpy()) > baseline_accuracy(labels)
