# verdict: failed
# misconception: interpolated

def average_precision(scores, is_hit, n_objects):
    hits = is_hit[scores.argsort(descending=True)]
    if not hits.any():
        return 0.0
    precision = hits.cumsum(0) / torch.arange(1, len(hits) + 1)
    for i in range(len(precision) - 2, -1, -1):
        precision[i] = max(precision[i], precision[i + 1])
    return (precision[hits].sum() / n_objects).item()
