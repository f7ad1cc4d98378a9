# verdict: failed
# misconception: layers-made-in-forward

from torch import nn


class Net(nn.Module):
    def __init__(self, n_features, n_hidden):
        super().__init__()
        self.n_features, self.n_hidden = n_features, n_hidden

    def forward(self, x):
        x = nn.Linear(self.n_features, self.n_hidden)(x)
        return nn.Linear(self.n_hidden, 1)(functional.relu(x))


def build(n_features, n_hidden):
    return Net(n_features, n_hidden)
