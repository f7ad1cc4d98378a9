# verdict: failed
# misconception: function-not-called
# points: 0.5

predicted_shape = (2, 3)
predicted_dtype = torch.FloatTensor
