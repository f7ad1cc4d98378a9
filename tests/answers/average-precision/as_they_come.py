# verdict: failed
# misconception: not-sorted

def average_precision(scores, is_hit, n_objects):
    precision = is_hit.cumsum(0) / torch.arange(1, len(is_hit) + 1)
    return precision[is_hit].sum() / n_objects
