# verdict: failed
# misconception: numbers-of-the-data-counted
# points: 0.75

weight_shape = (5, 20)
bias_shape = (5,)
n_parameters = torch.randn(8, 12, 20).numel()
output_shape = (8, 12, 5)
