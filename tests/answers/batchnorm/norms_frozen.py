# verdict: failed
# misconception: batchnorm-frozen-too

from torch import nn


def train_mode(model):
    model.train()
    for layer in model.modules():
        if isinstance(layer, nn.BatchNorm2d):
            layer.eval()
            layer.requires_grad_(False)
    return model
