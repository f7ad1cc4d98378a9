# verdict: failed
# misconception: best-of-another-score

from sklearn.metrics import precision_recall_curve


def pick_threshold(scores, labels, min_recall):
    precision, recall, thresholds = precision_recall_curve(labels["validation"], scores["validation"])
    f1 = 2 * precision * recall / (precision + recall + 1e-9)
    return thresholds[f1[:-1].argmax()]
