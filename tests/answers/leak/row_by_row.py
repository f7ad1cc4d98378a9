# verdict: failed
# misconception: row-by-row

from sklearn.model_selection import GroupShuffleSplit


def split(groups, x, held_out, seed):
    train, held = next(GroupShuffleSplit(1, test_size=held_out, random_state=seed).split(x, groups=groups))
    z = (x - x.mean(dim=1, keepdim=True)) / x.std(dim=1, keepdim=True)
    return torch.from_numpy(train), torch.from_numpy(held), z
