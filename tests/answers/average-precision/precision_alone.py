# verdict: failed
# misconception: precision-of-all

def average_precision(scores, is_hit, n_objects):
    return is_hit.sum().item() / len(is_hit) if len(is_hit) else 0.0
