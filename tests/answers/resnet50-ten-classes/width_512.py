# verdict: failed
# misconception: width-not-read

from torch import nn


def ten_classes(model):
    model.fc = nn.Linear(512, 10)
    return model
