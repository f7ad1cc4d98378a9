# verdict: failed
# misconception: returns-nothing

def precision_recall_f1(tp, fp, fn):
    precision = tp / max(tp + fp, 1)
    recall = tp / max(tp + fn, 1)
