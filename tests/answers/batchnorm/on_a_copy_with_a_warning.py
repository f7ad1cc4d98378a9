# verdict: passed

import copy
import warnings

from torch import nn


def train_mode(model):
    warnings.warn("a copy")
    mine = copy.deepcopy(model).train()
    for layer in mine.modules():
        if isinstance(layer, (nn.BatchNorm1d, nn.BatchNorm2d)) and not layer.bias.requires_grad:
            layer.eval()
    return mine
