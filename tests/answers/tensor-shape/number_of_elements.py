# verdict: failed
# misconception: counts-elements
# points: 0.5

predicted_shape = torch.tensor([[1, 2], [3, 4], [5, 6]]).numel()
predicted_dtype = torch.float32
