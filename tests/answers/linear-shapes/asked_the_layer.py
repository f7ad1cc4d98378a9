# verdict: passed

from torch import nn

layer = nn.Linear(20, 5)
weight_shape = layer.weight.shape
bias_shape = layer.bias.shape
n_parameters = sum(parameter.numel() for parameter in layer.parameters())
output_shape = layer(torch.zeros(8, 12, 20)).shape
