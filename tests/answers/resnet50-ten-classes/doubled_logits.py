# verdict: failed
from torch import nn


class Scaled(nn.Linear):
    def forward(self, features):
        return 2 * super().forward(features)


def ten_classes(model):
    model.fc = Scaled(model.fc.in_features, 10)
    return model
