# verdict: failed
# misconception: error-rate-for-accuracy

def rates(tp, fn, fp, tn):
    return tp / (tp + fp), tp / (tp + fn), (fn + fp) / (tp + fn + fp + tn)
