# verdict: failed
# misconception: something-added-below

def precision_recall_f1(tp, fp, fn):
    precision, recall = tp / (tp + fp + 1), tp / (tp + fn + 1)
    return precision, recall, 2 * precision * recall / (precision + recall + 1)
