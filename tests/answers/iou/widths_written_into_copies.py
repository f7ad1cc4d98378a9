# verdict: passed

def iou(box_a, box_b):
    sides = (torch.minimum(box_a[2:], box_b[2:]) - torch.maximum(box_a[:2], box_b[:2])).clamp_(min=0)
    a, b = box_a.clone(), box_b.clone()
    a[2:] -= a[:2]
    b[2:] -= b[:2]
    overlap = sides[0] * sides[1]
    return float(overlap / (a[2] * a[3] + b[2] * b[3] - overlap))
