# verdict: failed
# misconception: f1-for-both

def verdict(accuracy, precision, recall):
    f1 = 2 * precision * recall / (precision + recall)
    return "good" if f1 > 0.8 else "bad" if f1 < 0.5 else "unclear"
