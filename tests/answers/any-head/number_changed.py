# verdict: failed
# misconception: only-the-number-changed

from torch import nn


def replace_head(model, n_classes):
    layer = [layer for layer in model.modules() if isinstance(layer, (nn.Linear, nn.Conv2d))][-1]
    width = layer.weight.shape[1]
    if isinstance(layer, nn.Linear):
        new = nn.Linear(width, n_classes)
    else:
        new = nn.Conv2d(width, n_classes, 1)
    if isinstance(layer, nn.Linear):
        layer.out_features = n_classes
    else:
        layer.out_channels = n_classes
    return model
