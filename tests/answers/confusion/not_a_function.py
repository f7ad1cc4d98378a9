# verdict: failed
# misconception: not-a-function

confusion = torch.tensor([[2, 1, 0, 0], [1, 3, 0, 0], [0, 1, 0, 0], [0, 0, 0, 0]])
