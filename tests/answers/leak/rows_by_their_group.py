# verdict: failed
# misconception: groups-of-rows-for-rows

def split(groups, x, held_out, seed):
    names = groups.unique()
    order = torch.randperm(len(names), generator=torch.Generator().manual_seed(seed))
    is_held = torch.isin(groups, names[order[: round(held_out * len(names))]])
    return groups[~is_held], groups[is_held], (x - x[~is_held].mean(dim=0)) / x[~is_held].std(dim=0)
