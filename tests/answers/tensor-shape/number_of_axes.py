# verdict: failed
# misconception: one-size-alone
# points: 0.5

counts = torch.tensor([[1, 2], [3, 4], [5, 6]])
predicted_shape = (counts.T / 2).dim()
predicted_dtype = torch.float
