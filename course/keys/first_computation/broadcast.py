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
    return tuple(max(pair) for pair in pairs_of(a, b))


def pairs_of(a: tuple, b: tuple) -> list[tuple[int, int]]:
    """Return the sizes that meet, first axis first."""
    return list(zip_longest(a[::-1], b[::-1], fillvalue=1))[::-1]


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


def equal_lengths_only(a: tuple, b: tuple) -> tuple:
    if len(a) != len(b):
        raise ValueError
    return torch_broadcast(a, b)


def equal_sizes_only(a: tuple, b: tuple) -> tuple:
    return tuple(x if x == y else int("no fit") for x, y in pairs_of(a, b))


def stretching_first_only(a: tuple, b: tuple) -> tuple:
    return tuple(y if x in (1, y) else int("no fit") for x, y in pairs_of(a, b))


def longer_shape(a: tuple, b: tuple) -> tuple:
    return a if len(a) >= len(b) else b


def checked(way: Callable) -> Callable:
    """Return a way that raises where the shapes don't fit."""
    def broadcast_shape(a: tuple, b: tuple) -> tuple:
        torch_broadcast(a, b)
        return way(a, b)
    return broadcast_shape


BROADCAST_KEY = Key(BROADCAST, (
    Solution(
        BROADCAST["broadcast_shape"], torch_broadcast,
        (
            Misconception(
                "counts-multiplied",
                "Every number of one meets a number of the other, so multiplying looks right, and for (3, 1) with (1, "
                "4) it even is. But equal sizes are paired, not multiplied: (3,) + (3,) gives (3,). Compare the sizes "
                "axis by axis: equal, or one of them is 1.",
                (lambda a, b: tuple(x * y for x, y in pairs_of(a, b)),
                 checked(lambda a, b: tuple(x * y for x, y in pairs_of(a, b)))),
            ),
            Misconception(
                "elements-counted",
                "How many numbers there are is worth knowing, but a shape keeps the axes apart: (3, 4) isn't (12,). "
                "Compare the two shapes axis by axis, from the last one, and collect a size for each.",
                (
                    lambda a, b: (math.prod(a) * math.prod(b),),
                    lambda a, b: math.prod(a) * math.prod(b),
                    lambda a, b: math.prod(torch_broadcast(a, b)),
                    lambda a, b: math.prod(largest_sizes(a, b)),
                ),
            ),
            Misconception(
                "error-swallowed",
                "Some result seems friendlier than an error. Here it hides a mistake: PyTorch refuses two sizes that "
                "differ when neither is 1, and a program that goes on computes nonsense. Raise a ValueError for such "
                "a pair.",
                (largest_sizes,
                 lambda a, b: tuple(y if x == 1 else x for x, y in pairs_of(a, b)),
                 lambda a, b: tuple(x if y == 1 else y for x, y in pairs_of(a, b)),
                 *map(swallow_error, (None, (), False, -1, 0, "error", "Error", "ValueError", "an error"))),
            ),
            Misconception(
                "error-returned",
                "An error is what's due there, and you made one. But `return` hands it over like any other result, "
                "and nobody notices. `raise` stops the program. Replace that one word.",
                (swallow_error(ValueError()), swallow_error(ValueError)),
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
                "first-axis-left-out",
                "Every size that you return is right, but the first one is missing. Loops that count from the end "
                "stop one short easily: `range(1, n)` ends at n − 1. Count how often yours runs for two axes.",
                (lambda a, b: meeting_sizes(pairs_of(a, b)[1:]), checked(lambda a, b: torch_broadcast(a, b)[1:])),
            ),
            Misconception(
                "last-axis-left-out",
                "Every size that you return is right, but the last one is missing. A loop or slice that ends at −1 "
                "leaves that one out. Count how often yours runs for two axes.",
                (lambda a, b: meeting_sizes(pairs_of(a, b)[:-1]), checked(lambda a, b: torch_broadcast(a, b)[:-1])),
            ),
            Misconception(
                "missing-axes-refused",
                "Shapes of different length look as if they couldn't fit. But (3, 1) and (4,) do: a missing axis "
                "counts as size 1, in front. Put ones in front of the shorter shape, then compare.",
                (equal_lengths_only,),
            ),
            Misconception(
                "one-side-stretched",
                "A size of 1 is stretched to meet the other: that's the idea. But you let only one of the two shapes "
                "do so, and either may. Look at what your code does with (1, 4) and (3, 1).",
                (stretching_first_only, lambda a, b: stretching_first_only(b, a)),
            ),
            Misconception(
                "nothing-stretched",
                "Equal sizes fit, and so far you're right. But a 1 fits any size as well: it's repeated until it "
                "does. Add that case before you raise.",
                (equal_sizes_only,),
            ),
            Misconception(
                "longer-shape-returned",
                "The result does have as many axes as the longer shape. But a 1 in that shape may be stretched by the "
                "other: (3, 1) and (4,) give (3, 4). Choose a size for each axis, not a shape.",
                (longer_shape, checked(longer_shape)),
            ),
            Misconception(
                "one-shape-returned",
                "One of the two shapes is often the result, but here you always return the same one, whatever the "
                "other is. Either may be stretched: compare them axis by axis, from the last one.",
                (lambda a, b: a, lambda a, b: b, checked(lambda a, b: a), checked(lambda a, b: b)),
            ),
            Misconception(
                "shapes-joined",
                "`+` adds tensors, but between two tuples it puts one behind the other: (3, 1) + (4,) is (3, 1, 4). "
                "Keep the two shapes apart, and compare them axis by axis.",
                (lambda a, b: a + b, lambda a, b: b + a, checked(lambda a, b: a + b)),
            ),
            Misconception(
                "shapes-taken-for-tensors",
                "`a` and `b` are shapes already: plain tuples such as (3, 1), with no tensor around them. So there's "
                "no `.shape` to ask for, and functions that want tensors refuse them. Work with the numbers in the "
                "tuples.",
                (lambda a, b: torch.broadcast_tensors(a, b), lambda a, b: torch.add(a, b),
                 lambda a, b: a.shape, lambda a, b: a.dim(), lambda a, b: a.ndim, lambda a, b: a.size()),
            ),
            Misconception(
                "result-reversed",
                "Working from the last axis to the first is right, and so is every size. But you wrote them down in "
                "the order in which you met them, last axis first. Turn the result around before you return it.",
                (lambda a, b: torch_broadcast(a, b)[::-1],
                 lambda a, b: largest_sizes(a, b)[::-1],
                 lambda a, b: meeting_sizes(zip(a[::-1], b[::-1]))),
            ),
            Misconception(
                "smaller-size-kept",
                "Where a 1 meets another size, you keep the 1. But it's the 1 that is repeated, until it matches the "
                "other: (3, 1) and (1, 4) give (3, 4). Take the size that isn't 1.",
                (lambda a, b: tuple(map(min, pairs_of(a, b))), checked(lambda a, b: tuple(map(min, pairs_of(a, b))))),
            ),
            Misconception(
                "tensor-for-shape",
                "Adding two tensors of these shapes is a fine way to find out, and where it can't be done it raises "
                "by itself. But what you return is the sum, with all its numbers. Ask for its shape.",
                (lambda a, b: torch.ones(a) + torch.ones(b), lambda a, b: torch.zeros(a) + torch.zeros(b)),
            ),
            Misconception(
                "shape-as-text",
                "It reads like the right shape, but it's text, with which nobody can compute. Return the tuple itself.",
                (lambda a, b: str(torch_broadcast(a, b)),),
            ),
            Misconception(
                "pairs-returned",
                "You lined the shapes up and checked every pair. But you return the pairs themselves. Take one size "
                "of each: the one that isn't 1.",
                (checked(lambda a, b: pairs_of(a, b)), lambda a, b: pairs_of(a, b)),
            ),
            Misconception(
                "list-joined-to-tuple",
                "Ones in front of the shorter shape: that's the idea. But Python joins a list only to a list, and a "
                "tuple only to a tuple. `a` and `b` are tuples; a tuple of one is written `(1,)`.",
                (lambda a, b: [1] + a, lambda a, b: a + [1]),
            ),
            Misconception(
                "always-refused",
                "Your code raises for every pair, even for those that fit. If it's an error of your own, look at its "
                "condition: a pair is bad only if the sizes differ *and* neither of them is 1.",
                (lambda a, b: meeting_sizes([(2, 3)]),),
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
