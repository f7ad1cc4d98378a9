# verdict: failed

from torch import nn


def ten_classes(model, n):
    model.fc = nn.Linear(2048, n)
    return model
