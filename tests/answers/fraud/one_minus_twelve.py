# verdict: failed
# misconception: percent-taken-from-one
# points: 0.5

ship_it = False
missed_share = 1 - 12
