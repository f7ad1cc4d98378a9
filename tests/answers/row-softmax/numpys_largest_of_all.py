# verdict: failed
# misconception: whole-tables-maximum

import numpy as np


def row_softmax(scores):
    table = scores.numpy()
    with np.errstate(all="ignore"):
        powers = np.exp(table - np.max(table))
        return torch.from_numpy(powers / powers.sum(axis=1)[:, None])
