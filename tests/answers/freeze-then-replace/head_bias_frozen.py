# verdict: failed
# misconception: head-frozen-in-part
from torch import nn


def prepare(model, n_classes):
    model.fc = nn.Linear(model.fc.in_features, n_classes)
    for p in list(model.parameters())[:-1]:
        p.requires_grad = False
    return model
