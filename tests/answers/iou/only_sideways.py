# verdict: failed
# misconception: one-side-clamped

def iou(box_a, box_b):
    left, right = max(box_a[0], box_b[0]), min(box_a[2], box_b[2])
    top, bottom = max(box_a[1], box_b[1]), min(box_a[3], box_b[3])
    if right <= left:
        return 0.0
    both = (right - left) * (bottom - top)
    area = lambda box: (box[2] - box[0]) * (box[3] - box[1])
    return float(both / (area(box_a) + area(box_b) - both))
