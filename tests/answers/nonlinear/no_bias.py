# verdict: failed
# misconception: bias-left-out

from torch import nn


def build(n_features, n_hidden):
    return nn.Sequential(nn.Linear(n_features, n_hidden, bias=False), nn.ReLU(), nn.Linear(n_hidden, 1, bias=False))
