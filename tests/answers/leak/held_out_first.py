# verdict: failed
# misconception: parts-swapped

from sklearn.model_selection import GroupShuffleSplit
from sklearn.preprocessing import StandardScaler


def split(groups, x, held_out, seed):
    splitter = GroupShuffleSplit(n_splits=1, test_size=held_out, random_state=seed)
    train, held = next(splitter.split(x, groups=groups))
    return held, train, StandardScaler().fit(x[train]).transform(x)
