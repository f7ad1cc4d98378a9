# verdict: failed
# misconception: other-grouping

def rates(tp, fn, fp, tn):
    return (tp / (tp + fp), tp / (tp + fn)), (tp + tn) / (tp + fn + fp + tn)
