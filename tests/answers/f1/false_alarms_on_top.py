# verdict: failed
# misconception: share-of-the-wrong-ones

def precision_recall_f1(tp, fp, fn):
    p = fp / (tp + fp) if tp + fp else 0
    r = fn / (tp + fn) if tp + fn else 0
    return p, r, (2 * p * r / (p + r) if p + r else 0)
