# verdict: passed

from torch import nn


def replace_head(model, n_classes):
    linears = [(name, layer) for name, layer in model.named_modules() if isinstance(layer, nn.Linear)]
    if linears:
        name, old = linears[-1]
        new = nn.Linear(old.in_features, n_classes)
    else:
        name, old = [(name, layer) for name, layer in model.named_modules() if isinstance(layer, nn.Conv2d)][-1]
        new = nn.Conv2d(old.in_channels, n_classes, kernel_size=old.kernel_size)
    parent, _, last = name.rpartition(".")
    setattr(model.get_submodule(parent), last, new)
    return model
