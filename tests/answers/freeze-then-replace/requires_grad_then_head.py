# verdict: passed

from torch import nn


def prepare(model, n_classes):
    model.requires_grad_(False)
    model.fc = nn.Linear(2048, n_classes)
    return model
