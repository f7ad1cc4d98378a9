# verdict: failed
# misconception: one-bias-for-all
# points: 0.75

weight_shape = (5, 20)
bias_shape = (1,)
n_parameters = 105
output_shape = (8, 12, 5)
