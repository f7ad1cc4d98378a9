# verdict: failed
# misconception: batch-of-one-squeezed

from torch import nn


class Net(nn.Module):
    def __init__(self, n_features, n_hidden):
        super().__init__()
        self.first = nn.Linear(n_features, n_hidden)
        self.second = nn.Linear(n_hidden, 1)

    def forward(self, x):
        return self.second(functional.gelu(self.first(x))).squeeze()


def build(n_features, n_hidden):
    return Net(n_features, n_hidden)
