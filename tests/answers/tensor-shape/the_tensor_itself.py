# verdict: failed
# misconception: tensor-for-shape
# points: 0.5

counts = torch.tensor([[1, 2], [3, 4], [5, 6]])
predicted_shape = counts.T / 2
predicted_dtype = predicted_shape.dtype
