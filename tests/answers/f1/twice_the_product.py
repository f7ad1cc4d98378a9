# verdict: failed
# misconception: sum-forgotten

def precision_recall_f1(tp, fp, fn):
    p, r = (tp / (tp + fp), tp / (tp + fn)) if tp else (0, 0)
    return p, r, 2 * p * r
