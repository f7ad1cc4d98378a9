# verdict: passed

from torch import nn

relu = nn.ReLU()


def build(n_features, n_hidden):
    return nn.Sequential(nn.Linear(n_features, n_hidden), relu, nn.Linear(n_hidden, 1))
