# verdict: failed
# misconception: one-class-too-many
from torch import nn


def ten_classes(model):
    model.fc = nn.Linear(2048, 10 + 1)  # and none of these
    return model
