# verdict: failed
# misconception: several-layers-for-the-head
from torch import nn


def ten_classes(model):
    model.fc = nn.Sequential(nn.Linear(2048, 64), nn.ReLU(), nn.Linear(64, 10))
    return model
