# verdict: failed
# misconception: everything-in-train-mode

from torch import nn


def train_mode(model):
    model.train()
    for layer in model.modules():
        if isinstance(layer, nn.BatchNorm2d) and not layer.weight.requires_grad:
            layer.requires_grad_(False)
    return model
