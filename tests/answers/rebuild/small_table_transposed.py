# verdict: failed
# misconception: recall-and-precision-swapped

matrix = torch.tensor([[3, 22], [0, 1075]]).T
