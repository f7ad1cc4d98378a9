# verdict: failed
# misconception: one-good-number-is-enough

def verdict(accuracy, precision, recall):
    if accuracy > 0.80 or precision > 0.80 or recall > 0.80:
        return "good"
    if accuracy < 0.60 or precision < 0.50 or recall < 0.50:
        return "bad"
    return "unclear"
