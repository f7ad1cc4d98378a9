# verdict: failed
# misconception: only-the-families-known-by-name

from torch import nn


def replace_head(model, n_classes):
    model.fc = nn.Linear(model.fc.in_features, n_classes)
    return model
