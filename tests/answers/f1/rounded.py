# verdict: failed
# misconception: rounded

def precision_recall_f1(tp, fp, fn):
    if tp == 0:
        return 0.0, 0.0, 0.0
    return round(tp / (tp + fp), 2), round(tp / (tp + fn), 2), round(2 * tp / (2 * tp + fp + fn), 2)
