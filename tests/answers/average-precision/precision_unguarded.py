# verdict: failed
# misconception: precision-of-all

def average_precision(scores, is_hit, n_objects):
    return is_hit.sum().item() / len(is_hit)
