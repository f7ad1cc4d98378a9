# verdict: failed
# misconception: rounded-first

def verdict(accuracy, precision, recall):
    a, p, r = (round(v, 2) for v in (accuracy, precision, recall))
    if a > 0.8 and p > 0.8 and r > 0.8:
        return "good"
    if a < 0.6 or p < 0.5 or r < 0.5:
        return "bad"
    return "unclear"
