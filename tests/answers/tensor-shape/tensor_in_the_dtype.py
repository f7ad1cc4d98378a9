# verdict: failed
# misconception: tensor-for-dtype
# points: 0.5

predicted_shape = (2, 3)
predicted_dtype = torch.tensor([[1, 2], [3, 4], [5, 6]]).T / 2
