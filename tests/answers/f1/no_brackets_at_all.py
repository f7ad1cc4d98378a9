# verdict: failed
# misconception: brackets-missing-in-the-shares

def precision_recall_f1(tp, fp, fn):
    if tp == 0:
        return 0, 0, 0
    precision, recall = tp / tp + fp, tp / tp + fn
    return precision, recall, 2 * precision * recall / (precision + recall)
