# verdict: failed
# misconception: all-bad

def verdict(accuracy, precision, recall):
    if accuracy > 80 and precision > 80 and recall > 80:
        return "good"
    if accuracy < 60 or precision < 50 or recall < 50:
        return "bad"
    return "unclear"
