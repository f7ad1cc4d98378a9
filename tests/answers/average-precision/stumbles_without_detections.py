# verdict: failed
# misconception: nothing-detected

def average_precision(scores, is_hit, n_objects):
    best, order = scores.max(), scores.argsort(descending=True)
    hits = is_hit[order]
    precision = hits.cumsum(0) / torch.arange(1, len(hits) + 1)
    return precision[hits].sum() / n_objects
