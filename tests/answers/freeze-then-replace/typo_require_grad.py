# verdict: failed
# misconception: froze-nothing
from torch import nn


def prepare(model, n_classes):
    for p in model.parameters():
        p.require_grad = False
    model.fc = nn.Linear(model.fc.in_features, n_classes)
    return model
