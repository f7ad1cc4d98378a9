# verdict: failed
# misconception: rebuilt-as-a-sequence

from torch import nn


def ten_classes(model):
    return nn.Sequential(*list(model.children())[:-1], nn.Flatten(), nn.Linear(2048, 10))
