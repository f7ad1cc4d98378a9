# verdict: failed
# misconception: transposed-shape

predicted_shape = (3, 2)
predicted_dtype = torch.int64
