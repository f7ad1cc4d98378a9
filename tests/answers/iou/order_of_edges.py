# verdict: failed
# misconception: edges-in-another-order

def iou(box_a, box_b):
    l1, r1, t1, b1 = box_a.tolist()
    l2, r2, t2, b2 = box_b.tolist()
    w = max(0.0, min(r1, r2) - max(l1, l2))
    h = max(0.0, min(b1, b2) - max(t1, t2))
    union = (r1 - l1) * (b1 - t1) + (r2 - l2) * (b2 - t2) - w * h
    return w * h / union if union else 0.0
