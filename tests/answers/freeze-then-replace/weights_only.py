# verdict: failed
# misconception: frozen-in-part

from torch import nn


def prepare(model, n_classes):
    for name, parameter in model.named_parameters():
        if "weight" in name:
            parameter.requires_grad = False
    model.fc = nn.Linear(model.fc.in_features, n_classes)
    return model
