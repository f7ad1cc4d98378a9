# verdict: failed
# misconception: model-made-anew

from torch import nn


def ten_classes(model):
    for p in model.parameters():
        p.data.zero_()
    model.fc = nn.Linear(2048, 10)
    return model
