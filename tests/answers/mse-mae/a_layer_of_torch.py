# verdict: failed
# misconception: function-not-called
# points: 0.5

from torch import nn


def mse(p, y):
    return nn.MSELoss()


def mae(p, y):
    return (p.flatten() - y.flatten()).abs().mean()
