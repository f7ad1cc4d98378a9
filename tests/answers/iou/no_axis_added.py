# verdict: failed
# misconception: boxes-without-a-list

from torchvision.ops import box_iou


def iou(box_a, box_b):
    return box_iou(box_a, box_b)
