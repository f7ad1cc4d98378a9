# verdict: passed

predicted_shape = (2, 3)
predicted_dtype = torch.float32
