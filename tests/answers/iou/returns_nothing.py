# verdict: failed
# misconception: returns-nothing

def iou(box_a, box_b):
    sides = (torch.minimum(box_a[2:], box_b[2:]) - torch.maximum(box_a[:2], box_b[:2])).clamp(min=0)
    result = sides.prod() / ((box_a[2:] - box_a[:2]).prod() + (box_b[2:] - box_b[:2]).prod() - sides.prod())
