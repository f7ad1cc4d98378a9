# verdict: failed
# misconception: ranks-from-zero

def average_precision(scores, is_hit, n_objects):
    hits = is_hit[scores.argsort(descending=True)].float()
    precision = hits.cumsum(0) / torch.arange(len(hits))
    return ((precision * hits).sum() / n_objects).item()
