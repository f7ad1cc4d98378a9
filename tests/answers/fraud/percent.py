# verdict: failed
# misconception: percent-for-share
# points: 0.5

ship_it = False
missed_share = 100 - 12
