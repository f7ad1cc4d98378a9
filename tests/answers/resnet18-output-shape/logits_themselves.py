# verdict: failed
# misconception: logits-for-their-shape

output_shape = torch.zeros(1, 5)
