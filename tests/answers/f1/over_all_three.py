# verdict: failed
# misconception: tp-over-everything

def precision_recall_f1(tp, fp, fn):
    precision = tp / (tp + fp + fn) if tp else 0.0
    recall = tp / (tp + fn) if tp else 0.0
    return precision, recall, 2 * precision * recall / (precision + recall) if tp else 0.0
