# verdict: failed
# misconception: limit-counts-as-inside

def verdict(accuracy, precision, recall):
    if accuracy > 0.80 and precision > 0.80 and recall > 0.80:
        return "good"
    if accuracy <= 0.60 or precision <= 0.50 or recall <= 0.50:
        return "bad"
    return "unclear"
