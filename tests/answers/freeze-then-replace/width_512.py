# verdict: failed
# misconception: width-not-read

from torch import nn


def prepare(model, n_classes):
    for parameter in model.parameters():
        parameter.requires_grad = False
    model.fc = nn.Linear(512, n_classes)
    return model
