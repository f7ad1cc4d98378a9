# verdict: failed
# misconception: not-asked-for-bad

def verdict(accuracy, precision, recall):
    if accuracy > 0.8 and precision > 0.8 and recall > 0.8:
        return "good"
    if accuracy < 0.6 or (precision or recall) < 0.5:
        return "bad"
    return "unclear"
