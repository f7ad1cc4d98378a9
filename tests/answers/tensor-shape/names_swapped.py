# verdict: failed
# misconception: dtype-for-shape

predicted_shape = torch.float32
predicted_dtype = (2, 3)
