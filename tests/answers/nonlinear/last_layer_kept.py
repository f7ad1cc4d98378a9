# verdict: failed
# misconception: network-made-once

from functools import cache

from torch import nn

last_layer = cache(lambda n_hidden: nn.Linear(n_hidden, 1))


def build(n_features, n_hidden):
    return nn.Sequential(nn.Linear(n_features, n_hidden), nn.Tanh(), last_layer(n_hidden))
