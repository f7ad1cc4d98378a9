# verdict: failed
# misconception: one-over-place

def average_precision(scores, is_hit, n_objects):
    found, area = 0, 0.0
    for place, i in enumerate(scores.argsort(descending=True).tolist(), 1):
        if is_hit[i]:
            area += 1 / place / n_objects
    return area
