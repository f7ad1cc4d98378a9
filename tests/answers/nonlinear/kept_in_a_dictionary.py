# verdict: failed
# misconception: network-made-once

from torch import nn

made = {}


def build(n_features, n_hidden):
    if (n_features, n_hidden) not in made:
        made[n_features, n_hidden] = nn.Sequential(nn.Linear(n_features, n_hidden), nn.ReLU(), nn.Linear(n_hidden, 1))
    return made[n_features, n_hidden]
