# verdict: failed
# misconception: percent-for-shares

def precision_recall_f1(tp, fp, fn):
    if tp == 0:
        return 0.0, 0.0, 0.0
    return 100 * tp / (tp + fp), 100 * tp / (tp + fn), 200 * tp / (2 * tp + fp + fn)
