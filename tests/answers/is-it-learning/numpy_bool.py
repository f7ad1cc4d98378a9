# verdict: passed

import numpy as np


def is_learning(losses, accuracy, n_classes):
    return np.logical_and(np.diff(losses).sum() < -1e-6, accuracy > 1 / n_classes + 1e-9)
