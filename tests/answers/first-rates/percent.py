# verdict: failed
# misconception: percent-for-rates

def rates(tp, fn, fp, tn):
    return 100 * tp / (tp + fp), 100 * tp / (tp + fn), 100 * (tp + tn) / (tp + fn + fp + tn)
