# verdict: failed
# misconception: outputs-for-inputs
from torch import nn


def ten_classes(model):
    model.fc = nn.Linear(model.fc.out_features, 10)
    return model
