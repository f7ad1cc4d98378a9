# verdict: failed
# misconception: layer-beside-the-head
from torch import nn


def ten_classes(model):
    model.fc = nn.Sequential(nn.ReLU(), nn.Linear(2048, 10))
    return model
