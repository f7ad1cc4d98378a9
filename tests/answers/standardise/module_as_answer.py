# verdict: failed

from torch import nn

standardise = nn.BatchNorm1d(30)
