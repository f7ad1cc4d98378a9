# verdict: failed
# misconception: another-recall

from sklearn.metrics import precision_recall_curve


def pick_threshold(scores, labels, min_recall):
    _, recall, thresholds = precision_recall_curve(labels["validation"], scores["validation"])
    return float(thresholds[recall[:-1] >= 0.9].max())
