# verdict: passed

def verdict(accuracy, precision, recall):
    if accuracy < 0.6 or min(precision, recall) < 0.5:
        return "bad"
    return "good" if min(accuracy, precision, recall) > 0.8 else "unclear"
