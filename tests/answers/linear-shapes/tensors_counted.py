# verdict: failed
# misconception: tensors-counted
# points: 0.75

layer = torch.nn.Linear(20, 5)
weight_shape = tuple(layer.weight.shape)
bias_shape = tuple(layer.bias.shape)
n_parameters = len(list(layer.parameters()))
output_shape = tuple(layer(torch.randn(8, 12, 20)).shape)
