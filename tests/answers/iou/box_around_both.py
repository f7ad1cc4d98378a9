# verdict: failed
# misconception: box-around-for-union

def iou(box_a, box_b):
    l1, t1, r1, b1 = box_a.tolist()
    l2, t2, r2, b2 = box_b.tolist()
    both = max(0, min(r1, r2) - max(l1, l2)) * max(0, min(b1, b2) - max(t1, t2))
    around = (max(r1, r2) - min(l1, l2)) * (max(b1, b2) - min(t1, t2))
    return both / around
