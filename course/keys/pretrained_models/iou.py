"""The key of `iou`."""
from __future__ import annotations

from collections.abc import Callable

import torch
from torch import Tensor

from course.checking.key import Key, Misconception, Solution
from course.questions.pretrained_models.iou import IOU


def torchvision_iou(box_a: Tensor, box_b: Tensor) -> float:
    from torchvision.ops import box_iou  # only now: torchvision takes a second to import

    return box_iou(box_a[None], box_b[None]).item()


def area(box: Tensor) -> float:
    return ((box[2] - box[0]) * (box[3] - box[1])).item()


def sides(box_a: Tensor, box_b: Tensor) -> list[float]:
    """Width and height of the overlap; negative where the boxes miss each other."""
    return (torch.minimum(box_a[2:], box_b[2:]) - torch.maximum(box_a[:2], box_b[:2])).tolist()


def common(box_a: Tensor, box_b: Tensor) -> float:
    width, height = sides(box_a, box_b)
    return max(width, 0) * max(height, 0)


def unclamped(box_a: Tensor, box_b: Tensor) -> float:
    width, height = sides(box_a, box_b)
    return width * height


def share(overlap: Callable = common, whole: Callable | None = None) -> Callable:
    """Return a way that takes `overlap` as a share of `whole`, by default of the union."""
    def iou(box_a: Tensor, box_b: Tensor) -> float:
        part = overlap(box_a, box_b)
        return part / (area(box_a) + area(box_b) - part if whole is None else whole(area(box_a), area(box_b)))
    return iou


def as_corner_and_size(box_a: Tensor, box_b: Tensor) -> float:
    return torchvision_iou(*(torch.cat([box[:2], box[:2] + box[2:]]) for box in (box_a, box_b)))


def one_pixel_more(box_a: Tensor, box_b: Tensor) -> float:
    return torchvision_iou(*(box + torch.tensor([0.0, 0.0, 1.0, 1.0]) for box in (box_a, box_b)))


def box_around_both(box_a: Tensor, box_b: Tensor) -> float:
    return area(torch.cat([torch.minimum(box_a[:2], box_b[:2]), torch.maximum(box_a[2:], box_b[2:])]))


IOU_KEY = Key(IOU, (
    Solution(
        IOU["iou"], torchvision_iou,
        (
            Misconception(
                "no-clamp-at-zero",
                "Right minus left is the width of the overlap as long as there is one. Boxes that miss each other give "
                "a negative side, and two negative sides even a positive area. Replace a negative side by 0 before "
                "you multiply.",
                (
                    share(unclamped),
                    lambda a, b: unclamped(a, b) / (area(a) + area(b) - common(a, b)),
                    share(lambda a, b: max(unclamped(a, b), 0)),
                    share(lambda a, b: abs(unclamped(a, b))),
                ),
            ),
            Misconception(
                "overlap-counted-twice",
                "The two areas do cover the union. But each of them contains the overlap, so it is counted twice, and "
                "equal boxes get one half. Take it away once.",
                (share(whole=lambda a, b: a + b), share(unclamped, lambda a, b: a + b)),
            ),
            Misconception(
                "share-of-one-box",
                "The overlap as a share of one box tells how much of that box is covered. It is 1 for a small box in "
                "a huge one, which is a poor match. Divide by what both cover together.",
                (share(whole=min), share(whole=max), share(whole=lambda a, b: a), share(whole=lambda a, b: b)),
            ),
            Misconception(
                "dice-for-iou",
                "Twice the overlap over both areas is a score of agreement too: it is called Dice, or F1, and is "
                "larger. IoU divides the overlap, once, by the union.",
                (lambda a, b: 2 * common(a, b) / (area(a) + area(b)),),
            ),
            Misconception(
                "corner-and-size",
                "Some formats hold a corner, width and height. These boxes hold two corners: left, top, right, bottom. "
                "Subtract to get a width.",
                (as_corner_and_size,),
            ),
            Misconception(
                "one-pixel-added",
                "Counting pixels, both ends belong to a box, and old code adds 1 to each side. These corners are "
                "points on a plane: the width is right minus left. Leave the 1 out.",
                (one_pixel_more,),
            ),
            Misconception(
                "area-for-share",
                "The area of the overlap is the first half of the work. But it grows with the picture: 400 pixels may "
                "be much or little. Divide it by the area of the union.",
                (common,),
            ),
            Misconception(
                "box-around-both",
                "The outermost edges make a box too, but the one around both. The overlap begins at the larger of the "
                "two left edges and ends at the smaller of the two right ones. Swap min and max.",
                (share(box_around_both), lambda a, b: common(a, b) / box_around_both(a, b)),
            ),
        ),
    ),
))
