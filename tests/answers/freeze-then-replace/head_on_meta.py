# verdict: failed
# misconception: head-on-another-device
from torch import nn


def prepare(model, n_classes):
    model.requires_grad_(False)
    model.fc = nn.Linear(2048, n_classes, device="meta")
    return model
