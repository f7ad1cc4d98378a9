# verdict: failed
# misconception: error-swallowed

import numpy as np


def broadcast_shape(a, b):
    try:
        return np.broadcast(np.empty(a), np.empty(b)).shape
    except ValueError as problem:
        print("cannot broadcast:", problem)
