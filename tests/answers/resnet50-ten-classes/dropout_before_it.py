# verdict: failed
# misconception: dropout-added
from torch import nn


def ten_classes(model):
    model.fc = nn.Sequential(nn.Dropout(0.2), nn.Linear(2048, 10))
    return model
