# verdict: passed

def average_precision(scores, is_hit, n_objects):
    pairs = sorted(zip(scores.tolist(), is_hit.tolist()), reverse=True)
    found, area = 0, 0
    for rank, (score, hit) in enumerate(pairs, start=1):
        if hit:
            found += 1
            area += found / rank / n_objects
    print(area)
    return area
