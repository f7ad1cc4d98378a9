# verdict: passed
from torch import nn


class HeadChanger:
    def __init__(self, n):
        self.n = n

    def __call__(self, model):
        width = model.fc.in_features
        del model.fc  # away with the old one
        model.fc = nn.Linear(width, self.n)
        return model


ten_classes = HeadChanger(10)
