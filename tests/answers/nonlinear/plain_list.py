# verdict: failed
# misconception: layers-hidden-from-pytorch

from torch import nn


class Net(nn.Module):
    def __init__(self, n_features, n_hidden):
        super().__init__()
        self.layers = [nn.Linear(n_features, n_hidden), nn.ReLU(), nn.Linear(n_hidden, 1)]

    def forward(self, x):
        for layer in self.layers:
            x = layer(x)
        return x


def build(n_features, n_hidden):
    return Net(n_features, n_hidden)
