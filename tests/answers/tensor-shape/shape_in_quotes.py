# verdict: failed
# misconception: shape-as-text
# points: 0.5

predicted_shape = "torch.Size([2, 3])"
predicted_dtype = torch.float32
