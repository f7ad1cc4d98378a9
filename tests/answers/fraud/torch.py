# verdict: passed

recall = torch.tensor(0.12)
ship_it = recall > 0.9
missed_share = 1 - recall
