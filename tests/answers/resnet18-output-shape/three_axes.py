# verdict: failed
# misconception: axis-too-many

output_shape = (1, 1, 5)
