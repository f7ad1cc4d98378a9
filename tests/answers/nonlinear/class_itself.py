# verdict: failed
# misconception: function-not-called

from torch import nn


def build(n_features, n_hidden):
    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.net = nn.Sequential(nn.Linear(n_features, n_hidden), nn.ReLU(), nn.Linear(n_hidden, 1))

        def forward(self, x):
            return self.net(x)

    return Net
