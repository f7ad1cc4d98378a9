# verdict: failed
# misconception: module-made-of-data

from torch import nn


def build(n_features, n_hidden):
    return nn.Sequential(nn.ReLU(nn.Linear(n_features, n_hidden)), nn.Linear(n_hidden, 1))
