# verdict: failed
# misconception: specificity-for-recall

def rates(tp, fn, fp, tn):
    return tp / (tp + fp), tn / (tn + fp), (tp + tn) / (tp + fn + fp + tn)
