# verdict: passed

import numpy as np


def pick_threshold(scores, labels, min_recall):
    s, y = scores["validation"].numpy().astype(np.float64), labels["validation"].numpy()
    found = np.cumsum(y[np.argsort(-s, kind="stable")] == 1) / (y == 1).sum()
    return np.sort(s)[::-1][np.argmax(found >= min_recall)]
