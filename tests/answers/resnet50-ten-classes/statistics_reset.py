# verdict: failed
# misconception: statistics-reset
from torch import nn


def ten_classes(model):
    for layer in model.modules():
        if isinstance(layer, nn.BatchNorm2d):
            layer.reset_running_stats()
    model.fc = nn.Linear(model.fc.in_features, 10)
    return model
