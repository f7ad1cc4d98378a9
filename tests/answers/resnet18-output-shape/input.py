# verdict: failed
# misconception: shape-of-the-input

output_shape = (1, 3, 224, 224)
