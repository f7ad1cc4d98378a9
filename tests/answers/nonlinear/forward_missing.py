# verdict: failed
# misconception: forward-missing

from torch import nn


class Net(nn.Module):
    def __init__(self, n_features, n_hidden):
        super().__init__()
        self.hidden = nn.Linear(n_features, n_hidden)
        self.out = nn.Linear(n_hidden, 1)


def build(n_features, n_hidden):
    return Net(n_features, n_hidden)
