# verdict: failed
# misconception: share-of-the-larger-box

def iou(box_a, box_b):
    sides = (torch.minimum(box_a[2:], box_b[2:]) - torch.maximum(box_a[:2], box_b[:2])).clamp(min=0)
    both = sides.prod()
    a, b = ((box[2] - box[0]) * (box[3] - box[1]) for box in (box_a, box_b))
    return (both / max(a, b)).item()
