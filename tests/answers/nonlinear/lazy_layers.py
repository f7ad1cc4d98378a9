# verdict: passed

from torch import nn


def build(n_features, n_hidden):
    return nn.Sequential(nn.LazyLinear(n_hidden), nn.Tanh(), nn.LazyLinear(1))
