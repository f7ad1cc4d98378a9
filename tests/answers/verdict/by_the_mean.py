# verdict: failed
# misconception: mean-of-the-numbers

def verdict(accuracy, precision, recall):
    mean = (accuracy + precision + recall) / 3
    return "good" if mean > 0.8 else "bad" if mean < 0.5 else "unclear"
