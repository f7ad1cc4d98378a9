# verdict: passed

def area(box):
    return (box[2] - box[0]) * (box[3] - box[1])


def iou(box_a, box_b):
    inner = torch.cat([torch.maximum(box_a[:2], box_b[:2]), torch.minimum(box_a[2:], box_b[2:])])
    if inner[2] <= inner[0] or inner[3] <= inner[1]:
        return 0
    return area(inner) / (area(box_a) + area(box_b) - area(inner))
