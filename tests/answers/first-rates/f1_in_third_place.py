# verdict: failed
# misconception: f1-for-accuracy

def rates(tp, fn, fp, tn):
    p, r = tp / (tp + fp), tp / (tp + fn)
    return p, r, 2 * p * r / (p + r)
