# verdict: failed
# misconception: not-seeded

from sklearn.model_selection import GroupShuffleSplit
from sklearn.preprocessing import StandardScaler


def split(groups, x, held_out, seed):
    train, held = next(GroupShuffleSplit(n_splits=1, test_size=held_out).split(x, groups=groups))
    return train, held, StandardScaler().fit(x[train]).transform(x)
