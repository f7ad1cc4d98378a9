# verdict: failed
# misconception: place-of-another-family

from torch import nn


def ten_classes(model):
    model.classifier = nn.Linear(2048, 10)
    return model
