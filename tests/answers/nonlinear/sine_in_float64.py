# verdict: passed

from torch import nn


class Wave(nn.Module):
    def forward(self, x):
        return torch.sin(x)


def build(n_features, n_hidden):
    net = nn.Sequential()
    net.add_module("in", nn.Linear(n_features, n_hidden, dtype=torch.float64))
    net.add_module("wave", Wave())
    net.add_module("out", nn.Linear(n_hidden, 1, dtype=torch.float64))
    return net
