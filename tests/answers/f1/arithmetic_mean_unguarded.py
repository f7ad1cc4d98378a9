# verdict: failed
# misconception: arithmetic-mean

def precision_recall_f1(tp, fp, fn):
    precision, recall = tp / (tp + fp), tp / (tp + fn)
    return precision, recall, (precision + recall) / 2
