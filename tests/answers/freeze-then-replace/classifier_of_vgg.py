# verdict: failed
# misconception: head-not-used

from torch import nn


def prepare(model, n_classes):
    for parameter in model.parameters():
        parameter.requires_grad = False
    model.classifier = nn.Linear(2048, n_classes)
    return model
