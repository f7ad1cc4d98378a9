# verdict: failed
# misconception: weights-overwritten

from torch import nn


def head_width(model):
    layers = [layer for layer in model.modules() if isinstance(layer, (nn.Linear, nn.Conv2d))]
    last = [layer for layer in layers if isinstance(layer, nn.Linear)][-1:] or layers[-1:]
    last = last[0]
    nn.init.zeros_(last.weight)
    return last.weight.shape[1]
