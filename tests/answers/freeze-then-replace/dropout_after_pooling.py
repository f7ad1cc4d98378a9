# verdict: failed
# misconception: layer-added
from torch import nn


def prepare(model, n_classes):
    model.requires_grad_(False)
    model.avgpool = nn.Sequential(model.avgpool, nn.Dropout(0.5))
    model.fc = nn.Linear(model.fc.in_features, n_classes)
    return model
