"""The key of `broadcast`."""
from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from itertools import zip_longest

import torch

from course.checking.key import Key, Misconception, Solution
from course.questions.first_computation.broadcast import BROADCAST


def torch_broadcast(a: tuple, b: tuple) -> tuple:
    return tuple((torch.empty(a) + torch.empty(b)).shape)  # `torch.broadcast_shapes` first imports SymPy: 1 s


def largest_sizes(a: tuple, b: tuple) -> tuple:
    return tuple(max(pair) for pair in zip_longest(a[::-1], b[::-1], fillvalue=1))[::-1]


def swallow_error(instead: object) -> Callable:
    def broadcast_shape(a: tuple, b: tuple) -> object:
        try:
            return torch_broadcast(a, b)
        except RuntimeError:
            return instead
    return broadcast_shape


def meeting_sizes(pairs: Iterable[tuple[int, int]]) -> tuple:
    pairs = list(pairs)
    if any(x != y and 1 not in (x, y) for x, y in pairs):
        raise ValueError
    return tuple(map(max, pairs))


def align_left(a: tuple, b: tuple) -> tuple:
    n = max(len(a), len(b))
    return torch_broadcast(a + (1,) * (n - len(a)), b + (1,) * (n - len(b)))


BROADCAST_KEY = Key(BROADCAST, (
    Solution(
        BROADCAST["broadcast_shape"], torch_broadcast,
        (
            Misconception(
                "counts-multiplied",
                "Every number of one meets a number of the other, so multiplying looks right, and for (3, 1) with (1, "
                "4) it even is. But equal sizes are paired, not multiplied: (3,) + (3,) gives (3,). Compare the sizes "
                "axis by axis: equal, or one of them is 1.",
                (
                    lambda a, b: tuple(x * y for x, y in zip_longest(a[::-1], b[::-1], fillvalue=1))[::-1],
                    lambda a, b: (math.prod(a) * math.prod(b),),
                    lambda a, b: math.prod(a) * math.prod(b),
                ),
            ),
            Misconception(
                "error-swallowed",
                "Some result seems friendlier than an error. Here it hides a mistake: PyTorch refuses two sizes that "
                "differ when neither is 1, and a program that goes on computes nonsense. Raise a ValueError for such a "
                "pair.",
                (largest_sizes, *(swallow_error(instead) for instead in (None, (), False, "error"))),
            ),
            Misconception(
                "leading-axes-dropped",
                "Going backwards through both shapes is right, and `zip` is handy for it. But it stops where the "
                "shorter shape ends, and the axes that are left of the longer one get lost. Think of a size 1 where a "
                "shape has run out.",
                (lambda a, b: meeting_sizes(zip(a[::-1], b[::-1]))[::-1],
                 lambda a, b: tuple(map(max, zip(a[::-1], b[::-1])))[::-1]),
            ),
            Misconception(
                "result-reversed",
                "Working from the last axis to the first is right, and so is every size. But you wrote them down in "
                "the order in which you met them, last axis first. Turn the result round before you return it.",
                (lambda a, b: torch_broadcast(a, b)[::-1],
                 lambda a, b: largest_sizes(a, b)[::-1],
                 lambda a, b: meeting_sizes(zip(a[::-1], b[::-1]))),
            ),
            Misconception(
                "aligned-left",
                "We read from the left, so lining shapes up there is natural. Broadcasting lines them up at the last "
                "axis, and missing axes are added in front. Walk through both shapes backwards.",
                (align_left, lambda a, b: meeting_sizes(zip(a, b)), lambda a, b: tuple(map(max, zip(a, b)))),
            ),
        ),
    ),
))
