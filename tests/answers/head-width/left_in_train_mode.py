# verdict: failed
# misconception: left-in-train-mode

from torch import nn


def head_width(model):
    layers = [layer for layer in model.modules() if isinstance(layer, (nn.Linear, nn.Conv2d))]
    last = ([layer for layer in layers if isinstance(layer, nn.Linear)] or layers)[-1]
    model.train()
    return last.weight.shape[1]
