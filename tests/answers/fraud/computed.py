# verdict: passed

recall = 0.12
ship_it = recall > 0.5
missed_share = 1 - recall
