# verdict: passed
from torch import nn


def ten_classes(model):
    model.fc = nn.Sequential(nn.Linear(model.fc.in_features, 10))
    return model
