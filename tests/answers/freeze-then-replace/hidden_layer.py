# verdict: failed
# misconception: several-layers-for-the-head
from torch import nn


def prepare(model, n_classes):
    model.requires_grad_(False)
    model.fc = nn.Sequential(nn.Linear(2048, 64), nn.ReLU(), nn.Linear(64, n_classes))
    return model
