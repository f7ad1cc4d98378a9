# verdict: failed
# misconception: int-where-float
# points: 0.5

predicted_shape = (2, 3)
predicted_dtype = "torch.long"
