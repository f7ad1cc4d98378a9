# verdict: failed
# misconception: right-ones-for-marked-ones

def rates(tp, fn, fp, tn):
    precision = tp / (tp + tn)
    recall = tp / (tp + fn)
    return precision, recall, (tp + tn) / (tp + tn + fp + fn)
