# verdict: failed
# misconception: precision-and-recall-swapped

def precision_recall_f1(tp, fp, fn):
    recall, precision = tp / (tp + fp), tp / (tp + fn)
    return precision, recall, 2 * precision * recall / (precision + recall)
