# verdict: failed
# misconception: sizes-turned-around

from torch import nn


def build(n_features, n_hidden):
    return nn.Sequential(nn.Linear(n_hidden, n_features), nn.ReLU(), nn.Linear(1, n_hidden))
