# verdict: passed

def precision_recall_f1(tp, fp, fn):
    try:
        p, r = tp / (tp + fp), tp / (tp + fn)
        return p, r, 2 * p * r / (p + r)
    except ZeroDivisionError:  # only without a true positive, and then all three are 0
        return 0.0, 0.0, 0.0
