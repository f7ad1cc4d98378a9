# verdict: failed
# misconception: changes-its-input

from torchvision.ops import box_iou


def iou(box_a, box_b):
    result = box_iou(box_a[None], box_b[None]).item()
    box_a[2:] -= box_a[:2]
    box_b[2:] -= box_b[:2]
    return result
