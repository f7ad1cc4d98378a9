"""`broadcast`: the shape that two shapes broadcast to."""
from __future__ import annotations

from collections.abc import Callable

import torch

from course.checking.question import Answer, Question
from course.device import seeded

RETURNED_ERROR, RETURNED_TEXT = "an error that was returned, not raised", "a text"


def shape_pairs(seed: int) -> list[tuple]:
    """Pairs that fit (stretched, with missing axes, with none) and pairs that do not."""
    generator = seeded(seed)
    a, b, c = (torch.randperm(7, generator=generator)[:3] + 2).tolist()  # three different sizes from 2 to 8
    fits = [((a, 1), (1, b)), ((a, b), (b,)), ((a, b), (a, b)), ((), (a, b)), ((c, 1, b), (a, 1)), ((b,), (c, a, 1))]
    return [*fits, ((a, b), (a,)), ((a, b), (b, a)), ((a, b, c), (a, c))]


def call_for_shape(broadcast_shape: Callable, a: tuple, b: tuple) -> object:
    """Of an error or a text that comes back like a result, say so: people word them in many ways."""
    returned = broadcast_shape(a, b)
    if issubclass(type(returned), str):
        return RETURNED_TEXT
    kind = returned if issubclass(type(returned), type) else type(returned)
    return RETURNED_ERROR if issubclass(kind, BaseException) else returned


BROADCAST = Question("broadcast", "Broadcasting", (
    Answer(
        "broadcast_shape", "a tuple of sizes, or an error (such as ValueError) when the shapes do not fit",
        inputs=shape_pairs, call=call_for_shape,
    ),
))
