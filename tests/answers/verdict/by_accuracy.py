# verdict: failed
# misconception: accuracy-alone

def verdict(accuracy, precision, recall):
    if accuracy > 0.8:
        return "good"
    return "bad" if accuracy < 0.6 else "unclear"
