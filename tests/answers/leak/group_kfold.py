# verdict: failed
# misconception: folds-for-a-share

from sklearn.model_selection import GroupKFold


def split(groups, x, held_out, seed):
    folds = GroupKFold(n_splits=round(1 / held_out), shuffle=True, random_state=seed)
    train, held = next(folds.split(x, groups=groups))
    train, held = torch.from_numpy(train), torch.from_numpy(held)
    return train, held, (x - x[train].mean(dim=0)) / x[train].std(dim=0)
