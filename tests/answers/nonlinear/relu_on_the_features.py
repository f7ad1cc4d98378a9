# verdict: failed
# misconception: nonlinearity-before-the-first-layer

from torch import nn


class Net(nn.Module):
    def __init__(self, n_features, n_hidden):
        super().__init__()
        self.hidden = nn.Linear(n_features, n_hidden)
        self.out = nn.Linear(n_hidden, 1)

    def forward(self, x):
        x = torch.relu(x)
        x = self.hidden(x)
        return self.out(x)


def build(n_features, n_hidden):
    return Net(n_features, n_hidden)
