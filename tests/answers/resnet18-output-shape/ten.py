# verdict: failed

output_shape = (1, 10)
