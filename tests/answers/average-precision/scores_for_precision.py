# verdict: failed
# misconception: scores-for-precision

def average_precision(scores, is_hit, n_objects):
    return scores[is_hit].sum() / n_objects
