# verdict: failed
# misconception: percent-for-share

from torchvision.ops import box_iou


def iou(box_a, box_b):
    return 100 * box_iou(box_a[None], box_b[None]).item()
