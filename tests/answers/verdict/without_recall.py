# verdict: failed
# misconception: recall-ignored

def verdict(accuracy, precision, recall):
    if accuracy > 0.80 and precision > 0.80:
        return "good"
    return "bad" if accuracy < 0.60 or precision < 0.50 else "unclear"
