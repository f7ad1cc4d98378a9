# verdict: failed
# misconception: head-kept

from torch import nn


def ten_classes(model):
    fc = nn.Linear(2048, 10)
    return model
