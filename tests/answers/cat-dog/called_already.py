# verdict: failed
# misconception: not-a-function

class_rates = (0.8, 0.889)
