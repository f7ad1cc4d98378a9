# verdict: failed
# misconception: limit-too-high-for-good

def verdict(accuracy, precision, recall):
    if min(accuracy, precision, recall) > 0.85:
        return "good"
    if accuracy < 0.60 or precision < 0.50 or recall < 0.50:
        return "bad"
    return "unclear"
