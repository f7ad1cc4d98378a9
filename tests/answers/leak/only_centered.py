# verdict: failed
# misconception: half-standardized

from sklearn.model_selection import GroupShuffleSplit


def split(groups, x, held_out, seed):
    train, held = next(GroupShuffleSplit(1, test_size=held_out, random_state=seed).split(x, groups=groups))
    return train, held, x - x[train].mean(dim=0)
