# verdict: failed
# misconception: tables-for-rows

from sklearn.model_selection import GroupShuffleSplit


def split(groups, x, held_out, seed):
    train, held = next(GroupShuffleSplit(1, test_size=held_out, random_state=seed).split(x, groups=groups))
    mean, std = x[train].mean(dim=0), x[train].std(dim=0)
    return train, held, (x[train] - mean) / std, (x[held] - mean) / std
