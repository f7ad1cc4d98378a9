# verdict: failed
# misconception: left-in-eval-mode

from torch import nn


def ten_classes(model):
    model.fc = nn.Linear(2048, 10)
    return model.eval()
