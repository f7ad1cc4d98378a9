# verdict: failed
# misconception: new-layer-made

from torch import nn


def linear(x, weight, bias):
    return nn.Linear(weight.shape[1], weight.shape[0])(x)
