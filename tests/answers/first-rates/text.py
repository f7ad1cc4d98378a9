# verdict: failed

def rates(tp, fn, fp, tn):
    return f"{tp / (tp + fp):.3f}, {tp / (tp + fn):.3f}, {(tp + tn) / (tp + fn + fp + tn):.3f}"
