# verdict: passed

import numpy as np


def broadcast_shape(a, b):
    return np.array((np.zeros(a) + np.zeros(b)).shape)
