# verdict: failed
# misconception: row-in-both

from sklearn.model_selection import GroupShuffleSplit


def split(groups, x, held_out, seed):
    _, held = next(GroupShuffleSplit(1, test_size=held_out, random_state=seed).split(x, groups=groups))
    return torch.arange(len(x)), held, (x - x.mean(dim=0)) / x.std(dim=0)
