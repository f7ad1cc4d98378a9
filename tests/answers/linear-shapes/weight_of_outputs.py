# verdict: failed
# misconception: one-weight-per-output
# points: 0.75

weight_shape = (5,)
bias_shape = (5,)
n_parameters = 105
output_shape = (8, 12, 5)
