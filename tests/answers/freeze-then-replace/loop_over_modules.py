# verdict: failed
# misconception: froze-nothing

from torch import nn


def prepare(model, n_classes):
    for layer in model.children():
        layer.requires_grad = False
    model.fc = nn.Linear(model.fc.in_features, n_classes)
    return model
