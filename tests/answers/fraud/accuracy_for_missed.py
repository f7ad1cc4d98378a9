# verdict: failed
# misconception: accuracy-itself
# points: 0.5

ship_it = False
missed_share = 0.98
