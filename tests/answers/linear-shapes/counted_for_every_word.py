# verdict: failed
# misconception: parameters-times-the-batch
# points: 0.75

weight_shape = (5, 20)
bias_shape = (5,)
n_parameters = 8 * 12 * 105
output_shape = (8, 12, 5)
