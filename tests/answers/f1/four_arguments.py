# verdict: failed

def precision_recall_f1(tp, fp, fn, tn):
    return tp / max(tp + fp, 1), tp / max(tp + fn, 1), 2 * tp / max(2 * tp + fp + fn, 1)
