# verdict: failed
# misconception: between-lowest-and-highest

from sklearn.model_selection import GroupShuffleSplit
from sklearn.preprocessing import MinMaxScaler


def split(groups, x, held_out, seed):
    train, held = next(GroupShuffleSplit(1, test_size=held_out, random_state=seed).split(x, groups=groups))
    return train, held, MinMaxScaler().fit(x[train]).transform(x)
