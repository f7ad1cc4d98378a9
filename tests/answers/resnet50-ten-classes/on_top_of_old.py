# verdict: failed
# misconception: old-head-inside
from torch import nn


def ten_classes(model):
    model.fc = nn.Sequential(model.fc, nn.Linear(model.fc.out_features, 10))
    return model
