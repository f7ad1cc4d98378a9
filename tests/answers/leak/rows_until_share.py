# verdict: failed
# misconception: another-number-of-groups

def split(groups, x, held_out, seed):
    names = groups.unique()
    names = names[torch.randperm(len(names), generator=torch.Generator().manual_seed(seed))]
    mask = torch.zeros(len(groups), dtype=torch.bool)
    for name in names:
        if mask.sum() >= held_out * len(groups):
            break
        mask |= groups == name
    train, held = (~mask).nonzero().flatten(), mask.nonzero().flatten()
    return train, held, (x - x[train].mean(dim=0)) / x[train].std(dim=0)
