# verdict: passed

def precision_recall_f1(tp, fp, fn):
    try:
        precision = tp / (tp + fp)
        recall = tp / (tp + fn)
        return [precision, recall, 2 / (1 / precision + 1 / recall)]
    except ZeroDivisionError:
        return [0.0, 0.0, 0.0]
