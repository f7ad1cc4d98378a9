# verdict: passed

from torch import nn


def standardise(train, test):
    layer = nn.BatchNorm1d(train.shape[1], eps=1e-12, momentum=None, affine=False)
    layer(train)
    layer.eval()
    return layer(train), layer(test)
