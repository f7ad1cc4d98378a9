# verdict: failed
# misconception: recall-for-precision

def average_precision(scores, is_hit, n_objects):
    found, area = 0, 0.0
    for place, i in enumerate(scores.argsort(descending=True).tolist(), 1):
        if is_hit[i]:
            found += 1
            area += found / n_objects / n_objects
    return area
