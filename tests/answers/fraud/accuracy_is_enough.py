# verdict: failed
# misconception: accuracy-is-enough
# points: 0.5

accuracy = 0.98
ship_it = accuracy > 0.95
missed_share = 0.88
