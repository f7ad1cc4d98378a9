# verdict: failed
# misconception: one-number-returned

def rates(tp, fn, fp, tn):
    return tp / (tp + fp)
    return tp / (tp + fn)
    return (tp + tn) / (tp + fn + fp + tn)
