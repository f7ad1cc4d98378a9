# verdict: passed

output_shape = torch.Size([1, 5])
