# verdict: failed
# misconception: straight-lines-between-points

def average_precision(scores, is_hit, n_objects):
    hits = is_hit[scores.argsort(descending=True)]
    precision = hits.cumsum(0) / torch.arange(1, len(hits) + 1)
    recall = hits.cumsum(0) / n_objects
    return torch.trapezoid(precision, recall)
