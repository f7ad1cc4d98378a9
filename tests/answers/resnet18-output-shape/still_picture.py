# verdict: failed
# misconception: picture-kept
output_shape = (1, 5, 224, 224)
