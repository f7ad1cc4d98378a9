# verdict: failed
# misconception: nonlinearity-only-at-the-end

from torch import nn


def build(n_features, n_hidden):
    return nn.Sequential(nn.Linear(n_features, n_hidden), nn.Linear(n_hidden, 1), nn.ReLU())
