# verdict: passed

matrix = torch.tensor([[12.0, 88.0], [112.0, 9788.0]], dtype=torch.float64)
