# verdict: passed

import numpy as np


def row_softmax(scores):
    table = scores.numpy().astype(np.float64)
    table = np.exp(table - table.max(axis=1, keepdims=True))
    return table / table.sum(axis=1, keepdims=True)
