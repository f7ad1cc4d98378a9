# verdict: failed
# misconception: arguments-in-another-order

def precision_recall_f1(fp, fn, tp):
    p = tp / (tp + fp) if tp + fp else 0
    r = tp / (tp + fn) if tp + fn else 0
    return p, r, (2 * p * r / (p + r) if p + r else 0)
