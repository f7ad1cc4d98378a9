# verdict: failed
# misconception: another-number-of-classes

from torch import nn


def prepare(model, n_classes):
    for parameter in model.parameters():
        parameter.requires_grad = False
    model.fc = nn.Linear(2048, 15)
    return model
