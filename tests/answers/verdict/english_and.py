# verdict: failed
# misconception: not-asked-for-good

def verdict(accuracy, precision, recall):
    if accuracy > 0.8 and precision and recall > 0.8:
        return "good"
    if accuracy < 0.6 or precision < 0.5 or recall < 0.5:
        return "bad"
    return "unclear"
