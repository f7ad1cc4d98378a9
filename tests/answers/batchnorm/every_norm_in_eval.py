# verdict: failed
# misconception: every-batchnorm-in-eval-mode

from torch import nn


def train_mode(model):
    model.train()
    for layer in model.modules():
        if isinstance(layer, nn.BatchNorm2d):
            layer.eval()
    return model
