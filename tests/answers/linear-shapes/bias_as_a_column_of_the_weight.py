# verdict: failed
# misconception: bias-in-the-weight
# points: 0.75

weight_shape = (5, 21)
bias_shape = (5,)
n_parameters = 105
output_shape = (8, 12, 5)
