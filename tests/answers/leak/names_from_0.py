# verdict: failed
# misconception: groups-counted-from-0

def split(groups, x, held_out, seed):
    n_groups = len(set(groups.tolist()))
    order = torch.randperm(n_groups, generator=torch.Generator().manual_seed(seed))
    is_held = torch.isin(groups, order[: round(held_out * n_groups)])
    train, held = (~is_held).nonzero().flatten(), is_held.nonzero().flatten()
    return train, held, (x - x[train].mean(dim=0)) / x[train].std(dim=0)
