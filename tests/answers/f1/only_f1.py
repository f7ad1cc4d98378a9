# verdict: failed
# misconception: f1-alone

def precision_recall_f1(tp, fp, fn):
    return 2 * tp / max(2 * tp + fp + fn, 1)
