# verdict: failed
# misconception: sets-for-rows

import random


def split(groups, x, held_out, seed):
    names = sorted(set(groups.tolist()))
    held_names = set(random.Random(seed).sample(names, round(held_out * len(names))))
    held = {row for row, name in enumerate(groups.tolist()) if name in held_names}
    train = set(range(len(x))) - held
    rows = sorted(train)
    return train, held, (x - x[rows].mean(dim=0)) / x[rows].std(dim=0)
