# verdict: failed
# misconception: smaller-of-the-two

def precision_recall_f1(tp, fp, fn):
    precision = tp / (tp + fp) if tp else 0.0
    recall = tp / (tp + fn) if tp else 0.0
    return precision, recall, min(precision, recall)
