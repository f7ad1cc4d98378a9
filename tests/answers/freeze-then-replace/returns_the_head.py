# verdict: failed
# misconception: only-the-head-returned

from torch import nn


def prepare(model, n_classes):
    for parameter in model.parameters():
        parameter.requires_grad = False
    model.fc = nn.Linear(model.fc.in_features, n_classes)
    return model.fc
