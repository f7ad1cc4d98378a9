# verdict: failed
# misconception: statistics-moved
from torch import nn


def train_mode(model):
    model.train()
    model(torch.rand(4, 3, 32, 32))
    for layer in model.modules():
        if isinstance(layer, (nn.BatchNorm1d, nn.BatchNorm2d)) and not layer.weight.requires_grad:
            layer.eval()
    return model
