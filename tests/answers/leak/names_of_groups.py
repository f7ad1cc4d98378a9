# verdict: failed
# misconception: group-numbers-for-rows

def split(groups, x, held_out, seed):
    names = groups.unique()[torch.randperm(len(groups.unique()), generator=torch.Generator().manual_seed(seed))]
    n = round(held_out * len(names))
    is_train = torch.isin(groups, names[n:])
    return names[n:], names[:n], (x - x[is_train].mean(dim=0)) / x[is_train].std(dim=0)
