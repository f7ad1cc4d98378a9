# verdict: failed
# misconception: body-frozen-too

from torch import nn


def ten_classes(model):
    for p in model.parameters():
        p.requires_grad = False
    model.fc = nn.Linear(2048, 10)
    return model
