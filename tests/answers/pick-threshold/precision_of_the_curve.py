# verdict: failed
# misconception: precision-for-recall

from sklearn.metrics import precision_recall_curve


def pick_threshold(scores, labels, min_recall):
    recall, _, thresholds = precision_recall_curve(labels["validation"], scores["validation"])
    return float(thresholds[recall[:-1] >= min_recall].max())
