# verdict: failed
# misconception: mean-of-the-numbers

def verdict(accuracy, precision, recall):
    both = (precision + recall) / 2
    if accuracy > 0.8 and both > 0.8:
        return "good"
    if accuracy < 0.6 or both < 0.5:
        return "bad"
    return "unclear"
