# verdict: failed
# misconception: sigmoid-on-the-logits

from torch import nn


def build(n_features, n_hidden):
    return nn.Sequential(nn.Linear(n_features, n_hidden), nn.Tanh(), nn.Linear(n_hidden, 1), nn.Sigmoid())
