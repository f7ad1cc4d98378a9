# verdict: passed

from torch import nn


def train_mode(model):
    model.eval()
    for layer in model.modules():
        if not (isinstance(layer, (nn.BatchNorm1d, nn.BatchNorm2d)) and not layer.weight.requires_grad):
            layer.training = True
    return model
