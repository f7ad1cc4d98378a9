# verdict: failed
# misconception: results-in-another-order

def precision_recall_f1(tp, fp, fn):
    p, r = (tp / (tp + fp), tp / (tp + fn)) if tp else (0, 0)
    return (2 * p * r / (p + r) if p + r else 0), p, r
