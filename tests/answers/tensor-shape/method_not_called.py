# verdict: failed
# misconception: function-not-called
# points: 0.5

predicted_shape = torch.ones(2, 3).size
predicted_dtype = torch.float32
