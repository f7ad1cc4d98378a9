# verdict: failed
# misconception: least-sure-first

def average_precision(scores, is_hit, n_objects):
    hits = is_hit[torch.argsort(scores)]
    precision = hits.cumsum(0) / torch.arange(1, len(hits) + 1)
    return precision[hits].sum() / n_objects
