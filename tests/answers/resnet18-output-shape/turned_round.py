# verdict: failed
# misconception: axes-swapped

output_shape = (5, 1)
