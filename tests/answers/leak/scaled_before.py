# verdict: failed
# misconception: scaled-before-the-split

from sklearn.model_selection import GroupShuffleSplit
from sklearn.preprocessing import StandardScaler


def split(groups, x, held_out, seed):
    scaled = StandardScaler().fit_transform(x)
    splitter = GroupShuffleSplit(n_splits=1, test_size=held_out, random_state=seed)
    train, held = next(splitter.split(scaled, groups=groups))
    return train, held, scaled
