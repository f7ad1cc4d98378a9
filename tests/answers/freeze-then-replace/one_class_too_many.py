# verdict: failed
# misconception: one-class-too-many

from torch import nn


def prepare(model, n_classes):
    for parameter in model.parameters():
        parameter.requires_grad = False
    model.fc = nn.Linear(2048, n_classes + 1)
    return model
