# verdict: passed

from torchvision.ops import box_iou


def iou(box_a, box_b):
    return box_iou(box_a[None], box_b[None])[0, 0]
