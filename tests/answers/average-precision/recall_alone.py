# verdict: failed
# misconception: recall-of-all

def average_precision(scores, is_hit, n_objects):
    return is_hit.sum() / n_objects
