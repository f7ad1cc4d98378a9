# verdict: passed

from torch import nn


def find_head(model):
    layers = [(name, layer) for name, layer in model.named_modules() if isinstance(layer, (nn.Linear, nn.Conv2d))]
    return [pair for pair in layers if isinstance(pair[1], nn.Linear)][-1:] or layers[-1:]


def replace_head(model, n_classes):
    [(name, layer)] = find_head(model)
    if isinstance(layer, nn.Conv2d):
        model.set_submodule(name, nn.Conv2d(layer.in_channels, n_classes, 1))
    else:
        model.set_submodule(name, nn.Linear(layer.in_features, n_classes))
    return model
