# verdict: failed
# misconception: text-for-number

from torchvision.ops import box_iou


def iou(box_a, box_b):
    return f"{box_iou(box_a[None], box_b[None]).item():.3f}"
