# verdict: failed
# misconception: layer-added
from torch import nn


def ten_classes(model):
    model.avgpool = nn.Sequential(model.avgpool, nn.Dropout(0.5))
    model.fc = nn.Linear(model.fc.in_features, 10)
    return model
