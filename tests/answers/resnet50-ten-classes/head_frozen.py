# verdict: failed
# misconception: head-frozen
from torch import nn


def ten_classes(model):
    model.fc = nn.Linear(model.fc.in_features, 10)
    model.fc.requires_grad_(False)
    return model
