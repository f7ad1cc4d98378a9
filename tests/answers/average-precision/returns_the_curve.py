# verdict: failed
# misconception: curve-for-its-area

def average_precision(scores, is_hit, n_objects):
    hits = is_hit[scores.argsort(descending=True)]
    return hits.cumsum(0) / torch.arange(1, len(hits) + 1), hits.cumsum(0) / n_objects
