# verdict: failed
# misconception: another-number-of-classes

from torch import nn


def ten_classes(model):
    model.fc = nn.Linear(2048, 100)
    return model
