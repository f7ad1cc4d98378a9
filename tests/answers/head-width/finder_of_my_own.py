# verdict: passed

from torch import nn


def find_head(model):
    layers = [layer for layer in model.modules() if isinstance(layer, (nn.Linear, nn.Conv2d))]
    linear = [layer for layer in layers if isinstance(layer, nn.Linear)]
    return (linear or layers)[-1]


def head_width(model):
    return find_head(model).weight.shape[1]
