# verdict: failed
# misconception: two-parts

from sklearn.model_selection import GroupShuffleSplit


def split(groups, x, held_out, seed):
    splitter = GroupShuffleSplit(n_splits=1, test_size=held_out, random_state=seed)
    return next(splitter.split(x, groups=groups))
