# verdict: failed
# misconception: returns-nothing

def rates(tp, fn, fp, tn):
    precision, recall, accuracy = tp / (tp + fp), tp / (tp + fn), (tp + tn) / (tp + fn + fp + tn)
