# verdict: failed
# misconception: head-taken-out
from torch import nn


def prepare(model, n_classes):
    model.requires_grad_(False)
    model.fc = nn.Identity()
    return model
