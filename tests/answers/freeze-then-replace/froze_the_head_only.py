# verdict: failed
# misconception: head-frozen-and-body-not

from torch import nn


def prepare(model, n_classes):
    model.fc = nn.Linear(model.fc.in_features, n_classes)
    for parameter in model.fc.parameters():
        parameter.requires_grad = False
    return model
