# verdict: failed
# misconception: statistics-changed

from torch import nn


def prepare(model, n_classes):
    for parameter in model.parameters():
        parameter.requires_grad = False
    for layer in model.modules():
        if isinstance(layer, nn.BatchNorm2d):
            layer.running_var.fill_(2.0)
    model.fc = nn.Linear(model.fc.in_features, n_classes)
    return model
