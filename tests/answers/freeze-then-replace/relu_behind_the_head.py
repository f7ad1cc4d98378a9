# verdict: failed
# misconception: layer-beside-the-head

from torch import nn


def prepare(model, n_classes):
    for parameter in model.parameters():
        parameter.requires_grad = False
    model.fc = nn.Sequential(nn.Linear(2048, n_classes), nn.ReLU())
    return model
