# verdict: failed
# misconception: accuracy-of-frauds
# points: 0.5

ship_it = False
missed_share = torch.tensor(1 - 0.98)
