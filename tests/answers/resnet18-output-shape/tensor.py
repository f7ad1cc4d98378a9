# verdict: passed

output_shape = torch.tensor([1, 5])
