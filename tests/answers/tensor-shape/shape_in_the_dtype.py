# verdict: failed
# misconception: shape-for-dtype
# points: 0.5

predicted_shape = (2, 3)
predicted_dtype = (2, 3)
