# verdict: failed
# misconception: model-made-anew

from torch import nn


def prepare(model, n_classes):
    for parameter in model.parameters():
        parameter.requires_grad = False
    for layer in model.modules():
        if isinstance(layer, (nn.Conv2d, nn.BatchNorm2d)):
            layer.reset_parameters()
    model.fc = nn.Linear(model.fc.in_features, n_classes)
    return model
