# verdict: failed
# misconception: prints-instead

from torch import nn


def build(n_features, n_hidden):
    print(nn.Sequential(nn.Linear(n_features, n_hidden), nn.ReLU(), nn.Linear(n_hidden, 1)))
