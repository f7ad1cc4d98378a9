# verdict: failed
# misconception: upside-down

def rates(tp, fn, fp, tn):
    return (tp + fp) / tp, (tp + fn) / tp, (tp + tn) / (tp + fn + fp + tn)
