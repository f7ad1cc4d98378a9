# verdict: failed
# misconception: curve-is-one-longer

from sklearn.metrics import precision_recall_curve


def pick_threshold(scores, labels, min_recall):
    _, recall, thresholds = precision_recall_curve(labels["validation"], scores["validation"])
    return float(thresholds[recall >= min_recall].max())
