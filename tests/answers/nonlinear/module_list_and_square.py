# verdict: passed

from torch import nn


def build(n_features, n_hidden):
    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.layers = nn.ModuleList([nn.Linear(n_features, n_hidden), nn.Linear(n_hidden, 1)])
            for layer in self.layers:
                nn.init.xavier_uniform_(layer.weight)
                nn.init.zeros_(layer.bias)

        def forward(self, x):
            first, last = self.layers
            return last(first(x) ** 2)[:, 0]

    return Net()
