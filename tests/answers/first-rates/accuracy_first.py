# verdict: failed
# misconception: returned-in-another-order

def rates(tp, fn, fp, tn):
    accuracy = (tp + tn) / (tp + fn + fp + tn)
    return accuracy, tp / (tp + fp), tp / (tp + fn)
