# verdict: failed
# misconception: head-on-another-device

from torch import nn


def ten_classes(model):
    model.fc = nn.Linear(2048, 10, device="meta")
    return model
