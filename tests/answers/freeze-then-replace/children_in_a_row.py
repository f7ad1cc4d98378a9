# verdict: failed
# misconception: rebuilt-as-a-sequence
from torch import nn


def prepare(model, n_classes):
    model.requires_grad_(False)
    children = list(model.children())[:-1]
    return nn.Sequential(*children, nn.Flatten(), nn.Linear(2048, n_classes))
