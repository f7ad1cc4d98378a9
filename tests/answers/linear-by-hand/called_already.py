# verdict: failed
# misconception: not-a-function

linear = functional.linear(torch.ones(2, 3), torch.ones(4, 3))
