# verdict: failed
# misconception: numbers-in-common

def iou(box_a, box_b):
    a, b = set(box_a.tolist()), set(box_b.tolist())
    return len(a & b) / len(a | b)
