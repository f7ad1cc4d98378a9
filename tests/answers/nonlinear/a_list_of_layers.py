# verdict: failed
# misconception: layers-without-a-network

from torch import nn


def build(n_features, n_hidden):
    return [nn.Linear(n_features, n_hidden), nn.ReLU(), nn.Linear(n_hidden, 1)]
