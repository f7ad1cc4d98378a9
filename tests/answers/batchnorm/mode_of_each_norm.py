# verdict: passed

from torch import nn


def train_mode(model):
    model.train()
    for layer in model.modules():
        if isinstance(layer, (nn.BatchNorm1d, nn.BatchNorm2d)):
            layer.train(layer.weight.requires_grad)
    return model
