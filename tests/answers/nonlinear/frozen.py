# verdict: failed
# misconception: parameters-frozen

from torch import nn


def build(n_features, n_hidden):
    net = nn.Sequential(nn.Linear(n_features, n_hidden), nn.ReLU(), nn.Linear(n_hidden, 1))
    return net.requires_grad_(False)
