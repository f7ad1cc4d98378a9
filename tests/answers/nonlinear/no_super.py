# verdict: failed
# misconception: super-forgotten

from torch import nn


class Net(nn.Module):
    def __init__(self, n_features, n_hidden):
        self.hidden = nn.Linear(n_features, n_hidden)
        self.out = nn.Linear(n_hidden, 1)

    def forward(self, x):
        return self.out(self.hidden(x).relu())


def build(n_features, n_hidden):
    return Net(n_features, n_hidden)
