# verdict: failed
# misconception: division-by-zero

def precision_recall_f1(tp, fp, fn):
    precision, recall = tp / (tp + fp), tp / (tp + fn)
    return precision, recall, 2 * precision * recall / (precision + recall)
