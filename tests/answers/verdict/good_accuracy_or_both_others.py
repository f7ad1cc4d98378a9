# verdict: failed
# misconception: one-good-number-is-enough

def verdict(accuracy, precision, recall):
    if accuracy < 0.6 or precision < 0.5 or recall < 0.5:
        return "bad"
    if accuracy > 0.8 or (precision > 0.8 and recall > 0.8):
        return "good"
    return "unclear"
