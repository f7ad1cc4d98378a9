"""`linear-by-hand`: what a linear layer computes."""
from __future__ import annotations

import torch
from torch import Tensor

from course.checking.question import Answer, Question
from course.device import seeded


def layers_with_inputs(seed: int) -> list[tuple]:
    """Inputs with one, two and three axes; a square weight, which hides a missing transpose; a layer without bias."""
    generator = seeded(seed)
    a, b, c, d = (torch.randperm(6, generator=generator)[:4] + 2).tolist()  # four different sizes from 2 to 7

    def draw(*shape: int) -> Tensor:
        return torch.randn(shape, generator=generator)

    return [
        (draw(a, b), draw(c, b), draw(c)),        # (cases, in), (out, in), (out,)
        (draw(a, d, b), draw(c, b), draw(c)),     # two leading axes
        (draw(d), draw(a, d), draw(a)),           # no leading axis
        (draw(a, c), draw(c, c), draw(c)),        # in = out
        (draw(b, b), draw(b, b), draw(b)),        # cases = in = out
        (draw(c, d), draw(a, d), None),           # no bias
    ]


LINEAR_BY_HAND = Question("linear-by-hand", "Weight, bias, parameters", (
    Answer(
        "linear", "a float tensor: the leading axes of `x`, then one number for each output",
        inputs=layers_with_inputs,
    ),
))
