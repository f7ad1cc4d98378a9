# verdict: failed
# misconception: iou-for-f1

def precision_recall_f1(tp, fp, fn):
    return tp / max(tp + fp, 1), tp / max(tp + fn, 1), tp / max(tp + fp + fn, 1)
