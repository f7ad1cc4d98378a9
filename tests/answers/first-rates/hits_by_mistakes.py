# verdict: failed
# misconception: share-of-the-rest

def rates(tp, fn, fp, tn):
    return tp / fp, tp / fn, (tp + tn) / (tp + fn + fp + tn)
