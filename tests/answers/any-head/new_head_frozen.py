# verdict: failed
# misconception: head-frozen

from torch import nn


def replace_head(model, n_classes):
    layer = [layer for layer in model.modules() if isinstance(layer, (nn.Linear, nn.Conv2d))][-1]
    width = layer.weight.shape[1]
    if isinstance(layer, nn.Linear):
        new = nn.Linear(width, n_classes)
    else:
        new = nn.Conv2d(width, n_classes, 1)
    name = next(name for name, inner in model.named_modules() if inner is layer)
    model.set_submodule(name, new.requires_grad_(False))
    return model
