# verdict: failed
# misconception: each-part-by-its-own

from sklearn.model_selection import GroupShuffleSplit


def split(groups, x, held_out, seed):
    splitter = GroupShuffleSplit(n_splits=1, test_size=held_out, random_state=seed)
    train, held = next(splitter.split(x, groups=groups))
    scaled = torch.empty_like(x)
    for part in (train, held):
        scaled[part] = (x[part] - x[part].mean(dim=0)) / x[part].std(dim=0)
    return train, held, scaled
