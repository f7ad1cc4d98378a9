# verdict: failed
# misconception: named-for-a-tuple

def rates(tp, fn, fp, tn):
    return {"precision": tp / (tp + fp), "recall": tp / (tp + fn), "accuracy": (tp + tn) / (tp + fn + fp + tn)}
