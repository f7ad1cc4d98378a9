# verdict: failed
# misconception: rounded-share
# points: 0.5

ship_it = False
missed_share = 0.9
