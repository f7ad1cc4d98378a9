# verdict: failed
# misconception: replaced-then-froze-all

from torch import nn


def prepare(model, n_classes):
    model.fc = nn.Linear(model.fc.in_features, n_classes)
    return model.requires_grad_(False)
