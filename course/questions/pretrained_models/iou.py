"""`iou`: the overlap of two boxes as a share of what they cover together."""
from __future__ import annotations

from collections.abc import Callable

import torch
from torch import Tensor

from course.checking.question import Answer, Question
from course.device import seeded


def box_pairs(seed: int) -> list[tuple]:
    """Boxes that overlap, lie one in the other, are equal, touch, and miss each other along one axis or both."""
    a, b, c, d, e, f = (torch.randperm(30, generator=seeded(seed))[:6] + 5).tolist()  # six different lengths
    one, big = (c, d, c + a, d + b), (c, d, c + a + e, d + b + f)
    inner = (c + min(e / 2, a - 1), d + min(f / 2, b - 1), c + a, d + b)
    others = [
        ((c + a / 3, d + b / 4, c + a + e, d + b + f), one), (big, inner), (one, one),
        (one, (c + a, d, c + a + e, d + f)), (one, (c + a + e, d + 1, c + a + e + f, d + b)),
        (one, (c + 1, d + b + f, c + a, d + b + 2 * f)), (one, (c + a + e, d + b + f, c + a + 2 * e, d + b + 2 * f)),
        ((0, 0, a, b), (a / 2, b / 5, a / 2 + e, b + f)), (one, big),  # once the first of them is the smaller one
    ]
    lesson = [((10, 10, 50, 50), (30, 30, 70, 70))] if seed == 0 else []
    return [tuple(torch.tensor(box, dtype=torch.float32) for box in pair) for pair in (*lesson, *others)]


def observe_iou(iou: Callable, box_a: Tensor, box_b: Tensor) -> dict:
    returned = iou(box_a, box_b)
    device = Tensor.device.__get__(returned) if issubclass(type(returned), Tensor) else box_a.device
    return {"returned": returned, "its result is on another device than the boxes": device != box_a.device}


IOU = Question("iou", "How well do two boxes agree?", (
    Answer("iou", "one number from 0 to 1", inputs=box_pairs, call=observe_iou),
))
