# verdict: failed
# misconception: accuracy-mixed-in
# points: 0.5

ship_it = False
missed_share = 0.98 - 0.12
