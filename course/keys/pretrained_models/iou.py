"""The key of `iou`."""
from __future__ import annotations

from collections.abc import Callable

import torch
from torch import Tensor

from course.checking.key import Key, Misconception, Solution
from course.keys.pretrained_models.drawings import draw_boxes
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


def share(overlap: Callable = common, whole: Callable | None = None, sign: int = -1) -> Callable:
    """Return a way that takes `overlap` as a share of `whole`, by default of the union."""
    def iou(box_a: Tensor, box_b: Tensor) -> float:
        part = overlap(box_a, box_b)
        return part / (area(box_a) + area(box_b) + sign * part if whole is None else whole(area(box_a), area(box_b)))
    return iou


def as_corner_and_size(box_a: Tensor, box_b: Tensor) -> float:
    return torchvision_iou(*(torch.cat([box[:2], box[:2] + box[2:]]) for box in (box_a, box_b)))


def one_pixel_more(box_a: Tensor, box_b: Tensor) -> float:
    return torchvision_iou(*(box + torch.tensor([0.0, 0.0, 1.0, 1.0]) for box in (box_a, box_b)))


def box_around_both(box_a: Tensor, box_b: Tensor) -> float:
    return area(torch.cat([torch.minimum(box_a[:2], box_b[:2]), torch.maximum(box_a[2:], box_b[2:])]))


def clamped(*, width: bool, height: bool) -> Callable:
    """Return an overlap of which only some sides are kept from being negative."""
    def overlap(box_a: Tensor, box_b: Tensor) -> float:
        across, down = sides(box_a, box_b)
        return (max(across, 0) if width else across) * (max(down, 0) if height else down)
    return overlap


def rearranged(*order: int) -> Callable:
    """Return a way that takes the four numbers of a box for other ones; nan where it finds no area."""
    def iou(box_a: Tensor, box_b: Tensor) -> float:
        return torchvision_iou(box_a[list(order)], box_b[list(order)])
    return iou


def rearranged_or_zero(*order: int) -> Callable:
    def iou(box_a: Tensor, box_b: Tensor) -> float:
        a, b = box_a[list(order)], box_b[list(order)]
        part = common(a, b)
        union = area(a) + area(b) - part
        return part / union if union else 0.0
    return iou


def by_torchvision(name: str, *, as_lists: bool = True) -> Callable:
    def iou(box_a: Tensor, box_b: Tensor) -> float:
        from torchvision import ops

        boxes = (box_a[None], box_b[None]) if as_lists else (box_a, box_b)
        return getattr(ops, name)(*boxes).item()
    return iou


def whole_pixels(rounding: Callable) -> Callable:
    return lambda a, b: torchvision_iou(rounding(a), rounding(b))


def numbers_in_common(box_a: Tensor, box_b: Tensor) -> float:
    a, b = set(box_a.tolist()), set(box_b.tolist())
    return len(a & b) / len(a | b)


def without_the_overlap(box_a: Tensor, box_b: Tensor) -> float:
    part = common(box_a, box_b)
    return part / (area(box_a) + area(box_b) - 2 * part)


def or_infinity(way: Callable) -> Callable:
    """What tensors give where Python's own numbers raise an error."""
    def iou(box_a: Tensor, box_b: Tensor) -> float:
        try:
            return way(box_a, box_b)
        except ZeroDivisionError:
            return torch.inf
    return iou


IOU_KEY = Key(IOU, (
    Solution(
        IOU["iou"], torchvision_iou,
        (
            Misconception(
                "no-clamp-at-zero",
                "Right minus left is the width of the overlap as long as there is one. Boxes that miss each other give "
                "a negative side, and two negative sides even a positive area. Replace a negative side with 0 before "
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
                "The two areas do cover the union. But each of them contains the overlap, so it's counted twice, and "
                "equal boxes get one half. Take it away once.",
                (share(whole=lambda a, b: a + b), share(unclamped, lambda a, b: a + b)),
            ),
            Misconception(
                "overlap-added",
                "The overlap lies in both areas, so it has been counted twice already. You counted it a third time. "
                "Take it away from the sum of the areas, once.",
                (share(sign=1),),
            ),
            Misconception(
                "overlap-left-out-of-union",
                "That's the area that exactly one of them covers: you took the overlap out of both boxes. But what "
                "both cover is covered, too, and belongs in the union. Take it away only once.",
                (without_the_overlap, or_infinity(without_the_overlap)),
            ),
            Misconception(
                "share-of-the-smaller-box",
                "The overlap as a share of the smaller box tells how much of that one is covered. It's 1 for a small "
                "box inside a huge one, which is a poor match. Divide by what both cover together.",
                (share(whole=min),),
            ),
            Misconception(
                "share-of-the-larger-box",
                "The overlap as a share of the larger box looks strict. But whatever of the smaller box sticks out "
                "costs nothing. Divide by what both cover together.",
                (share(whole=max),),
            ),
            Misconception(
                "share-of-one-box",
                "The overlap as a share of one box tells how much of that box is covered. Swap the two boxes and you "
                "get another number, so it can't say how well they agree. Divide by what both cover together.",
                (share(whole=lambda a, b: a), share(whole=lambda a, b: b)),
            ),
            Misconception(
                "dice-for-iou",
                "Twice the overlap over both areas is a score of agreement too: it's called Dice, or F1, and is "
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
                (share(box_around_both),),
            ),
            Misconception(
                "box-around-for-union",
                "A box around both covers everything, so it looks like the union. But it also holds corners that "
                "neither box covers. Add the two areas instead, and take away what's counted twice.",
                (lambda a, b: common(a, b) / box_around_both(a, b),),
            ),
            Misconception(
                "boxes-without-a-list",
                "`box_iou` is the right function. But it takes two *lists* of boxes, (n, 4), and yours is a single "
                "box, (4,). Make each a list of one, with `[None]`, and take the one number out of the result.",
                (by_torchvision("box_iou", as_lists=False),),
            ),
            Misconception(
                "another-kind-of-iou",
                "torchvision has relatives of IoU: generalized, distance and complete. They take something off for the "
                "space between boxes, and go below 0 where boxes don't meet. The plain one is `box_iou`.",
                tuple(by_torchvision(f"{kind}_box_iou") for kind in ("generalized", "distance", "complete")),
            ),
            Misconception(
                "one-side-clamped",
                "You've seen that boxes can miss each other, but you only look along one axis. They can also miss "
                "along the other one, and then your overlap is negative. Treat width and height alike.",
                (share(clamped(width=True, height=False)), share(clamped(width=False, height=True))),
            ),
            Misconception(
                "edges-in-another-order",
                "Some formats put both horizontal edges first. Here a box is left, top, right, bottom: first one "
                "corner, then the other. Unpack the four numbers in this order.",
                (rearranged(0, 2, 1, 3), rearranged_or_zero(0, 2, 1, 3)),
            ),
            Misconception(
                "whole-pixels",
                "On whole numbers yours is right. But edges are floats and may lie between two pixels, and rounding "
                "them changes the areas. Multiply width by height with the numbers as they are.",
                (whole_pixels(torch.trunc), whole_pixels(torch.round)),
            ),
            Misconception(
                "numbers-in-common",
                "Sets have an intersection and a union, too. But yours holds the four edges, and two boxes can overlap "
                "without sharing a single edge. It's areas that count: width times height.",
                (numbers_in_common,),
            ),
            Misconception(
                "distance-for-iou",
                "One minus IoU is used as a loss: 0 for equal boxes. What's asked for is the agreement itself, which "
                "is 1 for equal boxes. Leave the `1 -` out.",
                (lambda a, b: 1 - torchvision_iou(a, b),),
            ),
            Misconception(
                "percent-for-share",
                "The number is right in percent. But code that reads it expects a share, where 1 is everything. Leave "
                "out the factor 100.",
                (lambda a, b: 100 * torchvision_iou(a, b),),
            ),
            Misconception(
                "rounded",
                "Two or three digits read well. But a function that rounds hands its error on to whatever is computed "
                "next. Return the number as it is, and round where it's shown.",
                (lambda a, b: round(torchvision_iou(a, b), 2), lambda a, b: round(torchvision_iou(a, b), 3)),
            ),
            Misconception(
                "text-for-number",
                "It reads like the right number, but it's text: nobody can compare it with 0.5 or take a mean. Return "
                "the number itself.",
                (lambda a, b: f"{torchvision_iou(a, b):.2f}", lambda a, b: f"{torchvision_iou(a, b):.3f}",
                 lambda a, b: str(torchvision_iou(a, b))),
            ),
        ),
        picture=draw_boxes,
    ),
))
