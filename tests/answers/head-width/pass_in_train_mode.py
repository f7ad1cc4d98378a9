# verdict: failed
# misconception: statistics-moved

from torch import nn


def head_width(model):
    layers = [layer for layer in model.modules() if isinstance(layer, (nn.Linear, nn.Conv2d))]
    last = ([layer for layer in layers if isinstance(layer, nn.Linear)] or layers)[-1]
    with torch.no_grad():
        model(torch.rand(2, 3, 224, 224))
    return last.weight.shape[1]
