# verdict: failed
# misconception: f1-for-average-precision

def average_precision(scores, is_hit, n_objects):
    if not is_hit.any():
        return 0.0
    precision, recall = is_hit.float().mean(), is_hit.sum() / n_objects
    return 2 * precision * recall / (precision + recall)
