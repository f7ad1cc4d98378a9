# verdict: passed

def average_precision(scores, is_hit, n_objects):
    hits = is_hit[scores.argsort(descending=True)]
    precision = hits.cumsum(0) / torch.arange(1, len(hits) + 1)
    return precision[hits].sum() / n_objects
