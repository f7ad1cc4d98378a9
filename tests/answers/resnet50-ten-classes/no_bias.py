# verdict: failed
# misconception: bias-left-out

from torch import nn


def ten_classes(model):
    model.fc = nn.Linear(2048, 10, bias=False)
    return model
