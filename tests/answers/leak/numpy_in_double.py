# verdict: passed

import numpy as np


def split(groups, x, held_out, seed):
    groups, x = groups.numpy(), x.numpy().astype(np.float64)
    names = np.random.default_rng(seed).permutation(np.unique(groups))
    is_held = np.isin(groups, names[: int(round(held_out * len(names)))])
    mean, std = x[~is_held].mean(axis=0), x[~is_held].std(axis=0)
    return np.flatnonzero(~is_held), np.flatnonzero(is_held), (x - mean) / std
