# verdict: failed
# misconception: number-of-units-fixed

from torch import nn


def build(n_features, n_hidden):
    return nn.Sequential(nn.Linear(n_features, 16), nn.Tanh(), nn.Linear(16, 1), nn.Flatten(0))
