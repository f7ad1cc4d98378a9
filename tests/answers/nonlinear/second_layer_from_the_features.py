# verdict: failed
# misconception: layers-that-do-not-meet

from torch import nn


def build(n_features, n_hidden):
    return nn.Sequential(nn.Linear(n_features, n_hidden), nn.ReLU(), nn.Linear(n_features, 1))
