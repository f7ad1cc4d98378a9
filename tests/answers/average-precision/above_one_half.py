# verdict: failed
# misconception: cut-at-one-half

def average_precision(scores, is_hit, n_objects):
    kept = is_hit[scores > 0.5]
    return kept.sum() / n_objects
