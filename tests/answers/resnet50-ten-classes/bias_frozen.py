# verdict: failed
# misconception: head-frozen-in-part
from torch import nn


def ten_classes(model):
    model.fc = nn.Linear(model.fc.in_features, 10)
    model.fc.bias.requires_grad = False
    return model
