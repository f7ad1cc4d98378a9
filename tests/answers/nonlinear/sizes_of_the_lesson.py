# verdict: failed
# misconception: both-numbers-fixed

from torch import nn


def build(n_features, n_hidden):
    return nn.Sequential(nn.Linear(2, 16), nn.ReLU(), nn.Linear(16, 1))
