# verdict: passed

import numpy as np


def is_learning(losses, accuracy, n_classes):
    change = np.asarray(losses)[[0, -1]]
    return bool(np.diff(change)[0] < 0) and accuracy * n_classes > 1.0001
