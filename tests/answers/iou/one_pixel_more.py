# verdict: failed
# misconception: one-pixel-added

def iou(box_a, box_b):
    sides = (torch.minimum(box_a[2:], box_b[2:]) - torch.maximum(box_a[:2], box_b[:2]) + 1).clamp(min=0)
    overlap = sides.prod()
    areas = (box_a[2:] - box_a[:2] + 1).prod() + (box_b[2:] - box_b[:2] + 1).prod()
    return (overlap / (areas - overlap)).item()
