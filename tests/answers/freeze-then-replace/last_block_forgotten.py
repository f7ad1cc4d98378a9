# verdict: failed
# misconception: frozen-in-part

from torch import nn


def prepare(model, n_classes):
    for child in list(model.children())[:-3]:
        child.requires_grad_(False)
    model.fc = nn.Linear(model.fc.in_features, n_classes)
    return model
