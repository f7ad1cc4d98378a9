# verdict: passed
from torch import nn


def ten_classes(model):
    model.fc = nn.LazyLinear(10)  # takes its width from the first picture
    return model
