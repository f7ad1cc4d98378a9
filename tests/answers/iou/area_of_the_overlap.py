# verdict: failed
# misconception: area-for-share

def iou(box_a, box_b):
    sides = (torch.minimum(box_a[2:], box_b[2:]) - torch.maximum(box_a[:2], box_b[:2])).clamp(min=0)
    return sides.prod().item()
