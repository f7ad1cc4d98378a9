# verdict: failed
# misconception: accuracy-of-some

def rates(tp, fn, fp, tn):
    return tp / (tp + fp), tp / (tp + fn), (tp + tn) / (tp + fp + tn)
