# verdict: failed
# misconception: returns-nothing
# points: 0.5

ship_it = None
missed_share = 0.88
