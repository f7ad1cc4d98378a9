# verdict: failed
# misconception: axis-too-many
output_shape = (1, 3 * 224 * 224, 5)
