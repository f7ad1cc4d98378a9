# verdict: failed
# misconception: batchnorm-taken-out

from torch import nn


def train_mode(model):
    model.train()
    for name, layer in list(model.named_modules()):
        if isinstance(layer, nn.BatchNorm2d) and not layer.weight.requires_grad:
            model.set_submodule(name, nn.Identity())
    return model
