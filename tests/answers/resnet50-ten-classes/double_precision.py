# verdict: failed
# misconception: numbers-of-another-type
from torch import nn


def ten_classes(model):
    model = model.double()
    model.fc = nn.Linear(2048, 10).double()
    return model
