# verdict: failed
# misconception: one-mean-for-all-columns

def split(groups, x, held_out, seed):
    names = groups.unique()
    order = torch.randperm(len(names), generator=torch.Generator().manual_seed(seed))
    is_held = torch.isin(groups, names[order[: round(held_out * len(names))]])
    train, held = (~is_held).nonzero().flatten(), is_held.nonzero().flatten()
    return train, held, (x - x[train].mean()) / x[train].std()
