# verdict: failed
# misconception: precision-times-recall

def average_precision(scores, is_hit, n_objects):
    if len(scores) == 0:
        return 0.0
    tp = int(is_hit.sum())
    return tp / len(scores) * tp / n_objects
