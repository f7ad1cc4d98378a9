# verdict: failed
# misconception: missed-objects-forgotten

from sklearn.metrics import average_precision_score


def average_precision(scores, is_hit, n_objects):
    if is_hit.sum() == 0:
        return 0.0
    return float(average_precision_score(is_hit, scores))
