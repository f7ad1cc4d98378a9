# verdict: failed
# misconception: mean-for-accuracy

def rates(tp, fn, fp, tn):
    p, r = tp / (tp + fp), tp / (tp + fn)
    return p, r, (p + r) / 2
