# verdict: failed
# misconception: interpolated

import numpy as np


def average_precision(scores, is_hit, n_objects):
    if len(scores) == 0:
        return 0.0
    hits = is_hit[scores.argsort(descending=True)].numpy()
    tp = hits.cumsum()
    recall, precision = tp / n_objects, tp / np.arange(1, len(tp) + 1)
    precision = np.maximum.accumulate(precision[::-1])[::-1]
    levels = np.linspace(0, 1, 101)
    places = np.searchsorted(recall, levels - 1e-9, side="left")
    return np.mean([precision[i] if i < len(precision) else 0 for i in places])
