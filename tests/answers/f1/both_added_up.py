# verdict: failed
# misconception: sum-of-both

def precision_recall_f1(tp, fp, fn):
    if tp == 0:
        return 0.0, 0.0, 0.0
    p, r = tp / (tp + fp), tp / (tp + fn)
    return p, r, p + r
