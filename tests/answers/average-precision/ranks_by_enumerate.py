# verdict: failed
# misconception: ranks-from-zero

def average_precision(scores, is_hit, n_objects):
    order = scores.argsort(descending=True)
    found, area = 0, 0.0
    for rank, i in enumerate(order.tolist()):
        if is_hit[i]:
            found += 1
            area += found / rank
    return area / n_objects
