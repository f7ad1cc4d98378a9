# verdict: passed

def iou(box_a, box_b):
    l1, t1, r1, b1 = map(float, box_a)
    l2, t2, r2, b2 = map(float, box_b)
    if r1 <= l2 or r2 <= l1 or b1 <= t2 or b2 <= t1:
        return 0.0
    both = (min(r1, r2) - max(l1, l2)) * (min(b1, b2) - max(t1, t2))
    return both / ((r1 - l1) * (b1 - t1) + (r2 - l2) * (b2 - t2) - both)
