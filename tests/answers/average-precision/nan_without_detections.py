# verdict: failed
# misconception: nothing-detected

def average_precision(scores, is_hit, n_objects):
    if len(scores) == 0:
        return float("nan")
    hits = is_hit[scores.argsort(descending=True)]
    precision = hits.cumsum(0) / torch.arange(1, len(hits) + 1)
    return precision[hits].sum() / n_objects
