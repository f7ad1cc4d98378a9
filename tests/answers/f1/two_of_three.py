# verdict: failed
# misconception: f1-left-out


def precision_recall_f1(tp, fp, fn):
    return tp / max(tp + fp, 1), tp / max(tp + fn, 1)
