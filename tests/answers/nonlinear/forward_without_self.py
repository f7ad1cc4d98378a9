# verdict: failed
# misconception: forward-without-self

from torch import nn


class Net(nn.Module):
    def __init__(self, n_features, n_hidden):
        super().__init__()
        self.layers = nn.Sequential(nn.Linear(n_features, n_hidden), nn.ReLU(), nn.Linear(n_hidden, 1))

    def forward(x):
        return self.layers(x)


def build(n_features, n_hidden):
    return Net(n_features, n_hidden)
