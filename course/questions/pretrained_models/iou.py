"""`iou`: the overlap of two boxes as a share of what they cover together."""
from __future__ import annotations

from collections.abc import Callable

import torch
from torch import Tensor

from course.checking.question import Answer, Misconception, Question
from course.device import seeded


def box_pairs(seed: int) -> list[tuple]:
    """Boxes that overlap, lie one in the other, are equal, touch, and miss each other along one axis or both."""
    a, b, c, d, e, f = (torch.randperm(30, generator=seeded(seed))[:6] + 5).tolist()  # six different lengths
    one, big = (c, d, c + a, d + b), (c, d, c + a + e, d + b + f)
    others = [
        ((c + a / 3, d + b / 4, c + a + e, d + b + f), one), (big, (c + e / 2, d + f / 2, c + a, d + b)), (one, one),
        (one, (c + a, d, c + a + e, d + f)), (one, (c + a + e, d + 1, c + a + e + f, d + b)),
        (one, (c + 1, d + b + f, c + a, d + b + 2 * f)), (one, (c + a + e, d + b + f, c + a + 2 * e, d + b + 2 * f)),
        ((0, 0, a, b), (a / 2, b / 5, a / 2 + e, b + f)),
    ]
    lesson = [((10, 10, 50, 50), (30, 30, 70, 70))] if seed == 0 else []
    return [tuple(torch.tensor(box, dtype=torch.float32) for box in pair) for pair in (*lesson, *others)]


def observe_iou(iou: Callable, box_a: Tensor, box_b: Tensor) -> dict:
    returned = iou(box_a, box_b)
    device = returned.device if isinstance(returned, Tensor) else box_a.device
    return {"returned": returned, "its result is on another device than the boxes": device != box_a.device}


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


IOU = Question("iou", "How well do two boxes agree?", (
    Answer(
        "iou", "one number from 0 to 1", torchvision_iou,
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
        inputs=box_pairs, call=observe_iou,
    ),
))
