# verdict: passed
output_shape = (1,) + (5,)
