# verdict: failed
# misconception: last-layer-missing

from torch import nn


class Net(nn.Module):
    def __init__(self, n_features, n_hidden):
        super().__init__()
        self.hidden = nn.Linear(n_features, n_hidden)

    def forward(self, x):
        return torch.relu(self.hidden(x))


def build(n_features, n_hidden):
    return Net(n_features, n_hidden)
