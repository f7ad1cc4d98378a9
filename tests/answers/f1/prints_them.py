# verdict: failed
# misconception: prints-instead

def precision_recall_f1(tp, fp, fn):
    print(tp / max(tp + fp, 1), tp / max(tp + fn, 1), 2 * tp / max(2 * tp + fp + fn, 1))
