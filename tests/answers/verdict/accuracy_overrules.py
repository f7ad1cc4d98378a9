# verdict: failed
# misconception: accuracy-overrules

def verdict(accuracy, precision, recall):
    if accuracy > 0.8:
        return "good" if precision > 0.8 and recall > 0.8 else "unclear"
    if accuracy < 0.6 or precision < 0.5 or recall < 0.5:
        return "bad"
    return "unclear"
