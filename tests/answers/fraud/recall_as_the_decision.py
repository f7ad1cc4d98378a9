# verdict: failed
# misconception: number-for-a-verdict
# points: 0.5

ship_it = 0.12
missed_share = 0.88
