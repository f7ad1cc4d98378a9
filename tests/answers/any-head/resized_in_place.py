# verdict: passed
from torch import nn


def replace_head(model, n_classes):
    old = [m for m in model.modules() if isinstance(m, (nn.Linear, nn.Conv2d))][-1]
    if isinstance(old, nn.Linear):
        old.__init__(old.in_features, n_classes)
    else:
        old.__init__(old.in_channels, n_classes, kernel_size=1)
    return model
