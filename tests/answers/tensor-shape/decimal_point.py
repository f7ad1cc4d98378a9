# verdict: failed
# misconception: point-for-comma
# points: 0.5

predicted_shape = (2.3)
predicted_dtype = torch.float32
