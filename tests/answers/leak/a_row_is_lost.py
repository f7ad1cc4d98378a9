# verdict: failed
# misconception: row-lost

def split(groups, x, held_out, seed):
    names = groups.unique()
    order = torch.randperm(len(names), generator=torch.Generator().manual_seed(seed))
    is_held = torch.isin(groups, names[order[: round(held_out * len(names))]])
    train, held = (~is_held).nonzero().flatten()[:-1], is_held.nonzero().flatten()
    return train, held, (x - x[train].mean(dim=0)) / x[train].std(dim=0)
