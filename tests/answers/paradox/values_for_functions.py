# verdict: failed
# misconception: not-a-function

baseline_accuracy = 0.9
beats_baseline = False
