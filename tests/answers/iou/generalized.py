# verdict: failed
# misconception: another-kind-of-iou

from torchvision.ops import generalized_box_iou

def iou(box_a, box_b):
    return generalized_box_iou(box_a[None], box_b[None]).item()
