# verdict: failed
# misconception: old-head-inside
from torch import nn


def prepare(model, n_classes):
    model.requires_grad_(False)
    model.fc = nn.Sequential(model.fc, nn.ReLU(), nn.Linear(1000, n_classes))
    return model
