# verdict: failed

output_shape = (2, 5)
