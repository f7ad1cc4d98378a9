# verdict: failed
# misconception: negative-logits-cut

from torch import nn


class Net(nn.Module):
    def __init__(self, n_features, n_hidden):
        super().__init__()
        self.a = nn.Linear(n_features, n_hidden)
        self.b = nn.Linear(n_hidden, 1)

    def forward(self, x):
        return torch.relu(self.b(torch.relu(self.a(x)))).squeeze(1)


def build(n_features, n_hidden):
    return Net(n_features, n_hidden)
