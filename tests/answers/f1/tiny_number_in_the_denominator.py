# verdict: passed

def precision_recall_f1(tp, fp, fn):
    precision, recall = tp / (tp + fp + 1e-9), tp / (tp + fn + 1e-9)
    return precision, recall, 2 * precision * recall / (precision + recall + 1e-9)
