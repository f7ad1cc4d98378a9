# verdict: passed

from torch import nn


def build(n_features, n_hidden):
    return nn.Sequential(
        nn.Linear(n_features, n_hidden),
        nn.GELU(),
        nn.Dropout(0.5),
        nn.Linear(n_hidden, 1),
        nn.Flatten(0),
    )
