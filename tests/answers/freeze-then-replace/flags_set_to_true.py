# verdict: failed
# misconception: flags-set-to-true
from torch import nn


def prepare(model, n_classes):
    for p in model.parameters():
        p.requires_grad = True
    model.fc = nn.Linear(model.fc.in_features, n_classes)
    return model
