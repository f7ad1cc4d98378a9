# verdict: failed
# misconception: softmax-behind
from torch import nn


def prepare(model, n_classes):
    model.requires_grad_(False)
    model.fc = nn.Sequential(nn.Linear(2048, n_classes), nn.LogSoftmax(dim=1))
    return model
