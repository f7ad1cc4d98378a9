# verdict: failed
# misconception: dice-for-iou

def iou(box_a, box_b):
    sides = (torch.minimum(box_a[2:], box_b[2:]) - torch.maximum(box_a[:2], box_b[:2])).clamp(min=0)
    areas = (box_a[2:] - box_a[:2]).prod() + (box_b[2:] - box_b[:2]).prod()
    return (2 * sides.prod() / areas).item()
