# verdict: passed

def rates(tp, fn, fp, tn):
    precision = tp / (tp + fp)
    recall = tp / (tp + fn)
    accuracy = (tp + tn) / (tp + fn + fp + tn)
    return round(precision, 3), round(recall, 3), round(accuracy, 3)
