# verdict: failed
# misconception: text-for-a-number
# points: 0.5

ship_it = False
missed_share = "88%"
