# verdict: failed
# misconception: seed-ignored

def split(groups, x, held_out, seed):
    names = groups.unique()
    is_held = torch.isin(groups, names[: round(held_out * len(names))])
    train, held = (~is_held).nonzero().flatten(), is_held.nonzero().flatten()
    return train, held, (x - x[train].mean(dim=0)) / x[train].std(dim=0)
