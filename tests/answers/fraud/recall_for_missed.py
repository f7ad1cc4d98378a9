# verdict: failed
# misconception: recall-is-what-is-missed
# points: 0.5

tp, fn = 12, 88
ship_it = False
missed_share = tp / (tp + fn)
