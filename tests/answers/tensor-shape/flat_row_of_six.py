# verdict: failed
# misconception: counts-elements

predicted_shape = (1, 6)
predicted_dtype = ...
