# verdict: failed
# misconception: hook-left

from torch import nn


def head_width(model):
    layers = [layer for layer in model.modules() if isinstance(layer, (nn.Linear, nn.Conv2d))]
    seen = []
    for layer in layers:
        layer.register_forward_pre_hook(lambda layer, x: seen.append(layer))
    last = ([layer for layer in layers if isinstance(layer, nn.Linear)] or layers)[-1]
    return last.weight.shape[1]
