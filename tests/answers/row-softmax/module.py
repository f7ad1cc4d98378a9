# verdict: passed

from torch import nn

row_softmax = nn.Softmax(dim=1)
