# verdict: failed
# misconception: layers-renamed
from torch import nn


def prepare(model, n_classes):
    model.requires_grad_(False)
    model.avgpool = nn.Sequential(model.avgpool)
    model.fc = nn.Linear(model.fc.in_features, n_classes)
    return model
