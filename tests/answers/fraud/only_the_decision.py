# verdict: failed
# points: 0.5

ship_it = False
missed_share = ...
