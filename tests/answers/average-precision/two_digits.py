# verdict: failed
# misconception: rounded

def average_precision(scores, is_hit, n_objects):
    found, area = 0, 0.0
    for place, i in enumerate(scores.argsort(descending=True).tolist(), 1):
        if is_hit[i]:
            found += 1
            area += found / place / n_objects
    return round(area, 2)
