# verdict: failed
# misconception: softmax-over-columns

from torch import nn

row_softmax = nn.Softmax(dim=0)
