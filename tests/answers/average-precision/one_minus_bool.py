# verdict: failed
# misconception: one-minus-bool

def average_precision(scores, is_hit, n_objects):
    is_hit = is_hit[scores.argsort(descending=True)]
    tp = is_hit.cumsum(0)
    fp = (1 - is_hit).cumsum(0)
    return (tp / (tp + fp) * is_hit).sum().item() / n_objects
