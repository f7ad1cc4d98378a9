# verdict: failed
# misconception: only-the-head-returned

from torch import nn


def ten_classes(model):
    model.fc = nn.Linear(2048, 10)
    return model.fc
