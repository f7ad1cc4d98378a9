# verdict: failed
# misconception: dropout-added
from torch import nn


def prepare(model, n_classes):
    model.requires_grad_(False)
    model.fc = nn.Sequential(nn.Dropout(0.2), nn.Linear(2048, n_classes))
    return model
