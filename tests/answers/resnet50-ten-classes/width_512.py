# verdict: failed
# misconception: width-of-resnet18

from torch import nn


def ten_classes(model):
    model.fc = nn.Linear(512, 10)
    return model
