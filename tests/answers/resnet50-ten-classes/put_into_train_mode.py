# verdict: failed
# misconception: left-in-train-mode
from torch import nn


def ten_classes(model):
    model.fc = nn.Linear(model.fc.in_features, 10)
    return model.train()
