# verdict: failed
# misconception: none-for-a-value
# points: 0.5

ship_it = None
missed_share = 0.88
