# verdict: passed

import numpy as np


def average_precision(scores, is_hit, n_objects):
    s, h = scores.numpy(), is_hit.numpy()
    total = 0.0
    for i in np.flatnonzero(h):
        above = s >= s[i]
        total += h[above].mean()
    return np.float32(total / n_objects)
