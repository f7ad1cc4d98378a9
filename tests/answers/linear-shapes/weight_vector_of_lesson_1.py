# verdict: failed
# misconception: one-weight-vector
# points: 0.5

weight_shape = (20,)
bias_shape = (5,)
n_parameters = 105
output_shape = (8, 12)
