# verdict: passed

matrix = torch.tensor([[3, 22], [0, 1075]])
