# verdict: failed
# misconception: corner-and-size

from torchvision.ops import box_convert, box_iou


def iou(box_a, box_b):
    boxes = box_convert(torch.stack([box_a, box_b]), "xywh", "xyxy")
    return box_iou(boxes[:1], boxes[1:]).item()
