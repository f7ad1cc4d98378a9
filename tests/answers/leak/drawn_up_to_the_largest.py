# verdict: failed
# misconception: another-number-of-groups

def split(groups, x, held_out, seed):
    n = int(groups.max()) + 1
    order = torch.randperm(n, generator=torch.Generator().manual_seed(seed))
    out = order[: round(held_out * n)]
    mask = torch.isin(groups, out)
    train, held = (~mask).nonzero().flatten(), mask.nonzero().flatten()
    return train, held, (x - x[train].mean(dim=0)) / x[train].std(dim=0)
