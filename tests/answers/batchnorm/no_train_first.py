# verdict: failed
# misconception: no-train-before

from torch import nn


def train_mode(model):
    for layer in model.modules():
        if isinstance(layer, nn.BatchNorm2d) and not layer.weight.requires_grad:
            layer.eval()
    return model
