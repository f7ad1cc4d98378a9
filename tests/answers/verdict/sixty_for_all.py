# verdict: failed
# misconception: one-limit-for-all

def verdict(accuracy, precision, recall):
    if min(accuracy, precision, recall) > 0.8:
        return "good"
    if min(accuracy, precision, recall) < 0.6:
        return "bad"
    return "unclear"
