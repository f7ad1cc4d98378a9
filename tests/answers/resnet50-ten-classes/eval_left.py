# verdict: failed
# misconception: left-in-eval-mode
from torch import nn


def ten_classes(model):
    model.eval()
    model.fc = nn.Linear(model.fc.in_features, 10)
    return model
