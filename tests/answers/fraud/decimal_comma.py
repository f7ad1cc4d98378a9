# verdict: failed
# misconception: comma-for-point
# points: 0.5

ship_it = False
missed_share = 0,88
