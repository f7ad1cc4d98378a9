# verdict: failed
# misconception: not-added-up
# points: 0.75

weight_shape = (5, 20)
bias_shape = (5,)
n_parameters = (5 * 20, 5)
output_shape = (8, 12, 5)
