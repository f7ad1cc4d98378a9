# verdict: passed

from torch import nn


class TwoLayers(nn.Module):
    def __init__(self, n_in, n_units):
        super().__init__()
        self.body = nn.Sequential(nn.Linear(n_in, n_units), nn.Softplus())
        self.head = nn.Linear(n_units, 1)

    def forward(self, x):
        return self.head(self.body(x)).flatten()


def build(n_features, n_hidden):
    print("building", n_features, n_hidden)
    return TwoLayers(n_features, n_hidden)
