# verdict: failed
# misconception: share-of-the-smaller-box

def iou(box_a, box_b):
    left, top = torch.maximum(box_a[:2], box_b[:2])
    right, bottom = torch.minimum(box_a[2:], box_b[2:])
    overlap = (right - left).clamp(min=0) * (bottom - top).clamp(min=0)
    area_a = (box_a[2] - box_a[0]) * (box_a[3] - box_a[1])
    area_b = (box_b[2] - box_b[0]) * (box_b[3] - box_b[1])
    return (overlap / min(area_a, area_b)).item()
