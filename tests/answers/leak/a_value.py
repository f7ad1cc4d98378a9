# verdict: failed
# misconception: not-a-function

split = ([0, 1], [2], torch.zeros(3, 3))
