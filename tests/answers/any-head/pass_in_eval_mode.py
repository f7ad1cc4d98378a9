# verdict: failed
# misconception: left-in-eval-mode

from torch import nn


def replace_head(model, n_classes):
    layer = [layer for layer in model.modules() if isinstance(layer, (nn.Linear, nn.Conv2d))][-1]
    width = layer.weight.shape[1]
    if isinstance(layer, nn.Linear):
        new = nn.Linear(width, n_classes)
    else:
        new = nn.Conv2d(width, n_classes, 1)
    name = next(name for name, inner in model.named_modules() if inner is layer)
    side = getattr(model, "image_size", 64)
    with torch.no_grad():
        model.eval()(torch.rand(2, 3, side, side))
    model.set_submodule(name, new)
    return model
