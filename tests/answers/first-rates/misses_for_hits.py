# verdict: failed
# misconception: other-part-of-the-share

def rates(tp, fn, fp, tn):
    return fp / (tp + fp), fn / (tp + fn), (tp + tn) / (tp + fn + fp + tn)
