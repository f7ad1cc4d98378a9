# verdict: failed
# misconception: number-of-units-fixed

from torch import nn


def build(n_features, n_hidden):
    return nn.Sequential(nn.Linear(n_features, 12), nn.ReLU(), nn.Linear(12, 1))
