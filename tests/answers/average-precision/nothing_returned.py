# verdict: failed
# misconception: returns-nothing

def average_precision(scores, is_hit, n_objects):
    hits = is_hit[scores.argsort(descending=True)]
    ap = (hits.cumsum(0) / torch.arange(1, len(hits) + 1))[hits].sum() / n_objects
