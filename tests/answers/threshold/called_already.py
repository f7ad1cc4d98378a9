# verdict: failed
# misconception: not-a-function

predict = torch.sigmoid(torch.tensor([0.3])) > 0.5
