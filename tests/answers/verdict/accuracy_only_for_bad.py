# verdict: failed
# misconception: not-asked-for-bad

def verdict(accuracy, precision, recall):
    if accuracy > 0.80 and precision > 0.80 and recall > 0.80:
        return "good"
    return "bad" if accuracy < 0.60 else "unclear"
