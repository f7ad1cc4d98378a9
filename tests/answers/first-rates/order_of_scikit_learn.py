# verdict: failed
# misconception: positive-is-the-other-class

def rates(tn, fp, fn, tp):
    return tp / (tp + fp), tp / (tp + fn), (tp + tn) / (tp + fn + fp + tn)
