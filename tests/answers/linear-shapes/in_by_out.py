# verdict: failed
# misconception: weight-is-in-by-out
# points: 0.75

weight_shape = (20, 5)
bias_shape = (5,)
n_parameters = 105
output_shape = (8, 12, 5)
