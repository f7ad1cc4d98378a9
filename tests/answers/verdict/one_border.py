# verdict: failed
# misconception: one-limit-for-all

def verdict(accuracy, precision, recall):
    scores = accuracy, precision, recall
    return "good" if min(scores) > 0.8 else "bad" if min(scores) < 0.5 else "unclear"
