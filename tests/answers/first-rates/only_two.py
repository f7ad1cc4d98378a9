# verdict: failed
# misconception: two-numbers-returned

def rates(tp, fn, fp, tn):
    return tp / (tp + fp), tp / (tp + fn)
