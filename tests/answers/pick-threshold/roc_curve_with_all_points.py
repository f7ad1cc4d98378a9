# verdict: passed

from sklearn.metrics import roc_curve


def pick_threshold(scores, labels, min_recall):
    _, recall, thresholds = roc_curve(labels["validation"], scores["validation"], drop_intermediate=False)
    return float(thresholds[(recall >= min_recall).argmax()])
