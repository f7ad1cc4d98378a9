# verdict: failed
# misconception: another-number-of-groups

def split(groups, x, held_out, seed):
    names = torch.unique_consecutive(groups)
    order = torch.randperm(len(names), generator=torch.Generator().manual_seed(seed))
    out = names[order[: round(held_out * len(names))]]
    mask = torch.isin(groups, out)
    train, held = (~mask).nonzero().flatten(), mask.nonzero().flatten()
    return train, held, (x - x[train].mean(dim=0)) / x[train].std(dim=0)
