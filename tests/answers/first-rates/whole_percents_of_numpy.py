# verdict: failed
# misconception: percent-for-rates

import numpy as np


def rates(tp, fn, fp, tn):
    shares = np.array([tp, tp, tp + tn]) / np.array([tp + fp, tp + fn, tp + fn + fp + tn])
    return shares * 100
