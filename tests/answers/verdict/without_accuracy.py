# verdict: failed
# misconception: accuracy-ignored

def verdict(accuracy, precision, recall):
    if precision > 0.80 and recall > 0.80:
        return "good"
    return "bad" if precision < 0.50 or recall < 0.50 else "unclear"
