# verdict: passed

from torch import nn


def prepare(model, n_classes):
    model.fc = nn.Linear(model.fc.in_features, n_classes)
    model.requires_grad_(False)
    model.fc.requires_grad_(True)
    return model
