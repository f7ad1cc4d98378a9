# verdict: failed
# misconception: softmax-behind

from torch import nn


def ten_classes(model):
    model.fc = nn.Sequential(nn.Linear(2048, 10), nn.Softmax(dim=1))
    return model
