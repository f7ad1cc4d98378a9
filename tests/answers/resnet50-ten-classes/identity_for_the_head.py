# verdict: failed
# misconception: head-taken-out
from torch import nn


def ten_classes(model):
    model.fc = nn.Identity()
    return model
