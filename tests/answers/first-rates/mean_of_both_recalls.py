# verdict: failed
# misconception: balanced-accuracy

def rates(tp, fn, fp, tn):
    recall, specificity = tp / (tp + fn), tn / (tn + fp)
    return tp / (tp + fp), recall, (recall + specificity) / 2
