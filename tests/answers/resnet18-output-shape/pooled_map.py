# verdict: failed
# misconception: pooled-axes-kept
output_shape = (1, 5, 1, 1)
