# verdict: failed

def rates(tp, fn, fp, tn):
    return tp / (tp + fp), tp / (tp + fn)
