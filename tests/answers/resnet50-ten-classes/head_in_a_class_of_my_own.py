# verdict: passed
from torch import nn


class Head(nn.Module):
    def __init__(self, width, n_classes):
        super().__init__()
        self.layer = nn.Linear(width, n_classes)

    def forward(self, features):
        return self.layer(features)


def ten_classes(model):
    model.fc = Head(model.fc.in_features, 10)
    return model
