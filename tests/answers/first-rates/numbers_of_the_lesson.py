# verdict: failed
# misconception: numbers-of-the-lesson

def rates(tp, fn, fp, tn):
    tp, fn, fp, tn = 8, 2, 1, 9
    return tp / (tp + fp), tp / (tp + fn), (tp + tn) / (tp + fn + fp + tn)
