# verdict: failed
# misconception: percent-for-share

def average_precision(scores, is_hit, n_objects):
    hits = is_hit[scores.argsort(descending=True)]
    precision = hits.cumsum(0) / torch.arange(1, len(hits) + 1)
    return 100 * precision[hits].sum() / n_objects
