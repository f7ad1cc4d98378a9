# verdict: failed
# misconception: number-of-features-fixed

from torch import nn


class Net(nn.Module):
    def __init__(self, n_hidden):
        super().__init__()
        self.hidden = nn.Linear(30, n_hidden)
        self.out = nn.Linear(n_hidden, 1)

    def forward(self, x):
        return self.out(self.hidden(x).relu())


def build(n_features, n_hidden):
    return Net(n_hidden)
