# verdict: failed
# misconception: splitter-not-asked

from sklearn.model_selection import GroupShuffleSplit


def split(groups, x, held_out, seed):
    train, held = GroupShuffleSplit(test_size=held_out, random_state=seed).split(x, groups=groups)
    return train, held, (x - x[train].mean(dim=0)) / x[train].std(dim=0)
