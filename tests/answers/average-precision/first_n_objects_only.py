# verdict: failed
# misconception: only-as-many-as-objects

def average_precision(scores, is_hit, n_objects):
    order = scores.argsort(descending=True)[:n_objects]
    hits, area = 0, 0.0
    for place, i in enumerate(order, 1):
        if is_hit[i]:
            hits += 1
            area += hits / place / n_objects
    return area
