# verdict: failed
# misconception: numbers-of-another-type
from torch import nn


def prepare(model, n_classes):
    model.requires_grad_(False)
    model.fc = nn.Linear(model.fc.in_features, n_classes)
    return model.half()
