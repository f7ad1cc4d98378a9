# verdict: passed

from torch import nn


def build(n_features, n_hidden):
    return nn.Sequential(nn.Linear(n_features, n_hidden), nn.BatchNorm1d(n_hidden), nn.PReLU(), nn.Linear(n_hidden, 1))
