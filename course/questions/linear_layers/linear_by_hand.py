"""`linear-by-hand`: what a linear layer computes."""
from __future__ import annotations

from collections.abc import Callable
from typing import Any

import torch
from torch import Tensor

from course.checking.question import Answer, Question
from course.device import seeded


def layers_with_inputs(seed: int) -> list[tuple]:
    """Inputs with one, two and three axes; a square weight, which hides a missing transpose; a layer without bias.

    The small ones hold whole numbers, so that they can be followed by hand.
    """
    generator = seeded(seed)
    a, b, c, d = (torch.randperm(6, generator=generator)[:4] + 2).tolist()  # four different sizes from 2 to 7

    def draw(*shape: int) -> Tensor:
        return torch.randn(shape, generator=generator)

    def whole(*shape: int) -> Tensor:
        signs = 2 * torch.randint(0, 2, shape, generator=generator) - 1
        return (torch.randint(1, 5, shape, generator=generator) * signs).float()

    return [
        (draw(a, b), draw(c, b), draw(c)),        # (cases, in), (out, in), (out,)
        (draw(a, d, b), draw(c, b), draw(c)),     # two leading axes
        (whole(1, 3), whole(2, 3), whole(2)),     # one case
        (whole(3), whole(2, 3), whole(2)),        # no leading axis
        (draw(a, c), draw(c, c), draw(c)),        # in = out
        (draw(b, b), draw(b, b), draw(b)),        # cases = in = out
        (draw(c, d), draw(a, d), None),           # no bias
        (whole(2, 3), whole(1, 3), None),         # one output, no bias
    ]


def call_linear(linear: Callable, *arguments: Any) -> Any:
    """Return what came back; whoever makes a new layer draws the same random numbers each time."""
    with torch.random.fork_rng(devices=[]):
        torch.default_generator.manual_seed(0)
        return linear(*arguments)


LINEAR_BY_HAND = Question("linear-by-hand", "Weight, bias, parameters", (
    Answer(
        "linear", "a float tensor: the leading axes of `x`, then one number for each output",
        inputs=layers_with_inputs, call=call_linear,
    ),
))
