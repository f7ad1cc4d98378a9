# verdict: failed
# misconception: not-a-function

rates = (8 / 9, 0.8, 0.85)
