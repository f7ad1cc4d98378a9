# verdict: failed
# misconception: brackets-missing

def rates(tp, fn, fp, tn):
    n = tp + fn + fp + tn
    precision = tp / tp + fp
    recall = tp / tp + fn
    return precision, recall, (tp + tn) / n
