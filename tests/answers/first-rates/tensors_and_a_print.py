# verdict: passed

def rates(tp, fn, fp, tn):
    tp, fn, fp, tn = torch.tensor([tp, fn, fp, tn], dtype=torch.float64)
    precision, recall = tp / (tp + fp), tp / (tp + fn)
    print("precision", precision, "recall", recall)
    return precision, recall, 1 - (fp + fn) / (tp + fn + fp + tn)
