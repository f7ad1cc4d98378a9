# verdict: failed
# misconception: weight-is-in-by-out
# points: 0.25

weight_shape = (20, 5)
bias_shape = (20,)
n_parameters = 120
output_shape = (8, 12, 5)
