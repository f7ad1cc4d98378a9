# verdict: failed
# misconception: rounded

def rates(tp, fn, fp, tn):
    return round(tp / (tp + fp), 1), round(tp / (tp + fn), 1), round((tp + tn) / (tp + fn + fp + tn), 1)
