# verdict: failed
# misconception: output-shape-in-quotes
# points: 0.75

weight_shape = (5, 20)
bias_shape = (5,)
n_parameters = 105
output_shape = "8 x 12 x 5"
