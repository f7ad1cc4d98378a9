# verdict: failed
# misconception: rows-for-groups

def split(groups, x, held_out, seed):
    n = round((1 - held_out) * len(groups))
    train, held = torch.arange(len(groups)).split([n, len(groups) - n])
    return train, held, (x - x[train].mean(dim=0)) / x[train].std(dim=0)
