"""`broadcast`: the shape that two shapes broadcast to."""
from __future__ import annotations

import torch

from course.checking.question import Answer, Question
from course.device import seeded


def shape_pairs(seed: int) -> list[tuple]:
    """Pairs that fit (stretched, with missing axes, with none) and pairs that do not."""
    generator = seeded(seed)
    a, b, c = (torch.randperm(7, generator=generator)[:3] + 2).tolist()  # three different sizes from 2 to 8
    fits = [((a, 1), (1, b)), ((a, b), (b,)), ((a, b), (a, b)), ((), (a, b)), ((c, 1, b), (a, 1)), ((b,), (c, a, 1))]
    return [*fits, ((a, b), (a,)), ((a, b), (b, a)), ((a, b, c), (a, c))]


BROADCAST = Question("broadcast", "Broadcasting", (
    Answer(
        "broadcast_shape", "a tuple of sizes, or an error (such as ValueError) when the shapes do not fit",
        inputs=shape_pairs,
    ),
))
