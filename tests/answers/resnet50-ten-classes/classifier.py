# verdict: failed
# misconception: head-not-used

from torch import nn


def ten_classes(model):
    model.classifier = nn.Linear(2048, 10)
    return model
