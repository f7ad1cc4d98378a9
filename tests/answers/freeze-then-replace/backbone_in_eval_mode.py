# verdict: passed

from torch import nn


def prepare(model, n_classes):
    model.eval().requires_grad_(False)
    model.fc = nn.Linear(model.fc.in_features, n_classes)
    model.fc.train()
    return model
