# verdict: failed
# misconception: prints-instead

from torchvision.ops import box_iou


def iou(box_a, box_b):
    print(box_iou(box_a[None], box_b[None]).item())
