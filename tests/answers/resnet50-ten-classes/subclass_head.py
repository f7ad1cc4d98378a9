# verdict: passed
from torch import nn


class TenHead(nn.Linear):
    def __init__(self, old):
        super().__init__(old.in_features, 10)


def ten_classes(model):
    model.fc = TenHead(model.fc)
    return model
