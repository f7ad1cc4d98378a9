# verdict: failed
# misconception: shape-of-the-input

output_shape = torch.rand(3, 224, 224).shape
