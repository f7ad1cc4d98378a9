# verdict: passed

import numpy as np


def confusion(targets, predictions, n_classes):
    matrix = np.zeros((n_classes, n_classes))
    np.add.at(matrix, (targets.numpy(), predictions.numpy()), 1)
    return matrix
