# verdict: failed
# misconception: too-many-outputs

from torch import nn


def build(n_features, n_hidden):
    return nn.Sequential(nn.Linear(n_features, n_hidden), nn.ReLU(), nn.Linear(n_hidden, n_features))
