# verdict: failed
# misconception: another-batch

output_shape = (2, 5)
