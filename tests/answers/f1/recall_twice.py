# verdict: failed
# misconception: one-share-twice

def precision_recall_f1(tp, fp, fn):
    if tp == 0:
        return 0.0, 0.0, 0.0
    p, r = tp / (tp + fn), tp / (tp + fn)
    return p, r, 2 * p * r / (p + r)
