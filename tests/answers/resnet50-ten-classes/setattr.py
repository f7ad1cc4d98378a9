# verdict: passed

from torch import nn


def ten_classes(model):
    model.fc = nn.Linear(in_features=model.fc.weight.shape[1], out_features=10)
    return model
