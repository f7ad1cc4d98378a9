# verdict: failed
# misconception: layers-renamed
from torch import nn


def ten_classes(model):
    model.avgpool = nn.Sequential(model.avgpool)
    model.fc = nn.Linear(model.fc.in_features, 10)
    return model
