# verdict: failed
# misconception: rows-for-groups

def split(groups, x, held_out, seed):
    order = torch.randperm(len(groups), generator=torch.Generator().manual_seed(seed))
    n = round(held_out * len(groups))
    held, train = order[:n], order[n:]
    return train, held, (x - x[train].mean(dim=0)) / x[train].std(dim=0)
