# verdict: failed
# misconception: int-where-float
# points: 0.5

counts = torch.tensor([[1, 2], [3, 4], [5, 6]])
halves = counts.T // 2
predicted_shape = tuple(halves.shape)
predicted_dtype = halves.dtype
