# verdict: failed
# misconception: shape-of-the-weight

output_shape = (5, 512)
