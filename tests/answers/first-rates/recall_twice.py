# verdict: failed
# misconception: same-denominator-twice

def rates(tp, fn, fp, tn):
    return tp / (tp + fn), tp / (tp + fn), (tp + tn) / sum((tp, fn, fp, tn))
