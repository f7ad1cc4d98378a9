# verdict: failed
# misconception: arguments-in-another-order

def rates(tp, tn, fp, fn):
    precision = tp / (tp + fp)
    recall = tp / (tp + fn)
    return precision, recall, (tp + tn) / (tp + tn + fp + fn)
