# verdict: passed

from torch import nn


def prepare(model, n_classes):
    model.fc = nn.Linear(model.fc.in_features, n_classes)
    for name, parameter in model.named_parameters():
        parameter.requires_grad = name.startswith("fc.")
    return model
