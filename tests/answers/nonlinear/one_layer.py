# verdict: failed
# misconception: one-layer-only

from torch import nn


def build(n_features, n_hidden):
    return nn.Linear(n_features, 1)
