# verdict: failed
# misconception: all-or-none
# points: 0.5

ship_it = False
missed_share = 1
