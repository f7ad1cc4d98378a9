# verdict: failed
# misconception: first-linear

from torch import nn


def head_width(model):
    return [module for module in model.modules() if isinstance(module, nn.Linear)][0].in_features
