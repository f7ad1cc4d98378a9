# verdict: failed
# misconception: divided-by-the-variance

from sklearn.model_selection import GroupShuffleSplit


def split(groups, x, held_out, seed):
    train, held = next(GroupShuffleSplit(1, test_size=held_out, random_state=seed).split(x, groups=groups))
    train, held = torch.from_numpy(train), torch.from_numpy(held)
    return train, held, (x - x[train].mean(dim=0)) / x[train].var(dim=0)
