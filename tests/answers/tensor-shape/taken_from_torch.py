# verdict: passed

counts = torch.tensor([[1, 2], [3, 4], [5, 6]])
halves = counts.T / 2
predicted_shape = halves.shape
predicted_dtype = halves.dtype
