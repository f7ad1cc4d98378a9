# verdict: failed
# misconception: outputs-for-inputs
from torch import nn


def prepare(model, n_classes):
    model.requires_grad_(False)
    model.fc = nn.Linear(model.fc.out_features, n_classes)
    return model
