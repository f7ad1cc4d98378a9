# verdict: failed
# misconception: flags-flipped
from torch import nn


def prepare(model, n_classes):
    for p in model.parameters():
        p.requires_grad = not p.requires_grad
    model.fc = nn.Linear(model.fc.in_features, n_classes)
    return model
