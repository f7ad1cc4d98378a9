# verdict: failed
# misconception: rebuilt-as-a-sequence
from torch import nn


def ten_classes(model):
    width = model.fc.in_features
    return nn.Sequential(*list(model.children())[:-1], nn.Linear(width, 10))
