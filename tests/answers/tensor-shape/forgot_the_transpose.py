# verdict: failed
# misconception: transposed-shape
# points: 0.5

predicted_shape = torch.Size([3, 2])
predicted_dtype = torch.float32
