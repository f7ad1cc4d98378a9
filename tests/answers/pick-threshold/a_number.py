# verdict: failed
# misconception: not-a-function

pick_threshold = 0.5
