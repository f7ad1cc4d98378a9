# verdict: failed
# misconception: precision-recall-swapped

def rates(tp, fn, fp, tn):
    precision = tp / (tp + fn)
    recall = tp / (tp + fp)
    accuracy = (tp + tn) / sum([tp, fn, fp, tn])
    return precision, recall, accuracy
