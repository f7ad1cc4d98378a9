# verdict: failed
# misconception: layers-changed
from torch import nn


def ten_classes(model):
    for name, layer in list(model.named_modules()):
        if isinstance(layer, nn.BatchNorm2d):
            model.set_submodule(name, nn.Identity())
    model.fc = nn.Linear(model.fc.in_features, 10)
    return model
