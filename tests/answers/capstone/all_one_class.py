# verdict: failed
# misconception: all-one-class

predictions = torch.ones(1000, dtype=torch.int64)
