# verdict: failed
# misconception: bias-counted-per-input
# points: 0.75

weight_shape = (5, 20)
bias_shape = (5,)
n_parameters = 120
output_shape = (8, 12, 5)
