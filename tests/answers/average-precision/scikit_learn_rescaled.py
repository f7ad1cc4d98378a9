# verdict: passed

from sklearn.metrics import average_precision_score


def average_precision(scores, is_hit, n_objects):
    if not is_hit.any():
        return 0
    return average_precision_score(is_hit.numpy(), scores.numpy()) * int(is_hit.sum()) / n_objects
