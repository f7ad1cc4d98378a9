# verdict: failed
# misconception: counts-taken-for-tensors

def rates(tp, fn, fp, tn):
    precision = tp.sum() / (tp + fp).sum()
    recall = tp.sum() / (tp + fn).sum()
    accuracy = (tp + tn).sum() / (tp + fn + fp + tn).sum()
    return precision, recall, accuracy
