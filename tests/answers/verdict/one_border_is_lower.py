# verdict: failed
# misconception: limit-too-low-for-good

def verdict(accuracy, precision, recall):
    if accuracy > 0.80 and precision > 0.75 and recall > 0.75:
        return "good"
    if accuracy < 0.60 or precision < 0.50 or recall < 0.50:
        return "bad"
    return "unclear"
