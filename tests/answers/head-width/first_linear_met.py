# verdict: failed
# misconception: first-linear

from torch import nn


def head_width(model):
    for module in model.modules():
        if isinstance(module, nn.Linear):
            return module.in_features
