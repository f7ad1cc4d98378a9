# verdict: failed
# misconception: head-not-used

from torch import nn


def ten_classes(model):
    model.head = nn.Linear(model.fc.in_features, 10)
    return model
