# verdict: failed
# misconception: sizes-swapped
from torch import nn


def ten_classes(model):
    model.fc = nn.Linear(10, model.fc.in_features)
    return model
