# verdict: failed
# misconception: classes-for-features

from torch import nn


def head_width(model):
    return [module for module in model.modules() if isinstance(module, nn.Linear)][-1].out_features
