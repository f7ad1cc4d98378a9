# verdict: failed
# misconception: module-made-of-data

from torch import nn


class Net(nn.Module):
    def __init__(self, n_features, n_hidden):
        super().__init__()
        self.first = nn.Linear(n_features, n_hidden)
        self.second = nn.Linear(n_hidden, 1)

    def forward(self, x):
        return self.second(nn.ReLU(self.first(x)))


def build(n_features, n_hidden):
    return Net(n_features, n_hidden)
