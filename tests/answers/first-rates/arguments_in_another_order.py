# verdict: failed
# misconception: precision-recall-swapped

def rates(tp, fp, fn, tn):
    return tp / (tp + fp), tp / (tp + fn), (tp + tn) / (tp + fp + fn + tn)
