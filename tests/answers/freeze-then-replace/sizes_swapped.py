# verdict: failed
# misconception: sizes-swapped
from torch import nn


def prepare(model, n_classes):
    model.requires_grad_(False)
    model.fc = nn.Linear(n_classes, model.fc.in_features)
    return model
