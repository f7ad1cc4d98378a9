# verdict: passed

ship_it = False
missed_share = 0.88
