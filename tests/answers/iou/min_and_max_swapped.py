# verdict: failed
# misconception: box-around-both

def iou(box_a, box_b):
    left, top = torch.minimum(box_a[:2], box_b[:2])
    right, bottom = torch.maximum(box_a[2:], box_b[2:])
    overlap = (right - left).clamp(min=0) * (bottom - top).clamp(min=0)
    area_a = (box_a[2] - box_a[0]) * (box_a[3] - box_a[1])
    area_b = (box_b[2] - box_b[0]) * (box_b[3] - box_b[1])
    return (overlap / (area_a + area_b - overlap)).item()
