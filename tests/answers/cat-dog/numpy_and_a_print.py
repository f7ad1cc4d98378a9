# verdict: passed

import numpy as np


def class_rates(matrix, k):
    counts = np.asarray(matrix, dtype=float)
    rates = counts[k, k] / np.array([counts[:, k].sum(), counts[k].sum()])
    print("precision and recall of class", k, rates)
    return rates
