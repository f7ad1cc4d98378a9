# verdict: failed
# misconception: returns-nothing

from torch import nn


def build(n_features, n_hidden):
    model = nn.Sequential(nn.Linear(n_features, n_hidden), nn.ReLU(), nn.Linear(n_hidden, 1))
