# verdict: failed

output_shape = (1, 1, 5)
