# verdict: failed
# misconception: shape-of-the-weight

output_shape = (512, 5)
