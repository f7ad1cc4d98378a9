# verdict: passed

from sklearn.model_selection import GroupShuffleSplit


def split(groups, x, held_out, seed):
    cut = GroupShuffleSplit(1, test_size=held_out, random_state=seed)
    train, held = next(cut.split(x, groups=groups))  # NumPy's row numbers, as they come
    return train, held, (x - x[train].mean(dim=0)) / x[train].std(dim=0)
