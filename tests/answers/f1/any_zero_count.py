# verdict: failed
# misconception: guards-another-number

def precision_recall_f1(tp, fp, fn):
    if tp == 0 or fp == 0 or fn == 0:
        return 0.0, 0.0, 0.0
    p, r = tp / (tp + fp), tp / (tp + fn)
    return p, r, 2 * p * r / (p + r)
