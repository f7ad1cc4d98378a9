# verdict: failed
# misconception: precision-and-recall-swapped

def precision_recall_f1(tp, fp, fn):
    precision = tp / (tp + fp) if tp else 0.0
    recall = tp / (tp + fn) if tp else 0.0
    return recall, precision, 2 * precision * recall / (precision + recall) if tp else 0.0
