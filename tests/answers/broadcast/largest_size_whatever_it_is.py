# verdict: failed
# misconception: error-swallowed

import numpy as np


def broadcast_shape(a, b):
    n = max(len(a), len(b))
    return np.maximum((1,) * (n - len(a)) + a, (1,) * (n - len(b)) + b)
