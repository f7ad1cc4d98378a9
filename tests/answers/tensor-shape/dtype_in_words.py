# verdict: failed
# misconception: dtype-in-words
# points: 0.5

predicted_shape = (2, 3)
predicted_dtype = "decimal"
