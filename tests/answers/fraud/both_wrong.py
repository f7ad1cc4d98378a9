# verdict: failed
# misconception: accuracy-is-enough

ship_it = True
missed_share = 0.12
