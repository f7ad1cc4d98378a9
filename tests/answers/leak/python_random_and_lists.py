# verdict: passed

import random


def split(groups, x, held_out, seed):
    names = sorted(set(groups.tolist()))
    chosen = set(random.Random(seed).sample(names, int(held_out * len(names))))
    held = [i for i, name in enumerate(groups.tolist()) if name in chosen]
    train = [i for i, name in enumerate(groups.tolist()) if name not in chosen]
    mean, std = x[train].mean(dim=0), x[train].std(dim=0)
    print(len(train), len(held))
    return [train, held, (x - mean) / std]
