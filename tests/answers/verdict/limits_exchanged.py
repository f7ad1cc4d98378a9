# verdict: failed
# misconception: limits-exchanged

def verdict(accuracy, precision, recall):
    if accuracy > 0.80 and precision > 0.80 and recall > 0.80:
        return "good"
    if accuracy < 0.50 or precision < 0.60 or recall < 0.60:
        return "bad"
    return "unclear"
