"""`gradient`: the slope of a function by autograd."""
from __future__ import annotations

from collections.abc import Callable

import torch
from torch import Tensor

from course.checking.question import Answer, Question
from course.device import seeded


def curves_and_points(seed: int) -> list[tuple]:
    """Smooth functions of a tensor, element by element, with the points at which their slope is asked for."""
    generator = seeded(seed)
    a, b = (torch.rand(2, generator=generator) + 0.5).tolist()
    points = torch.rand(8, generator=generator) * 2 - 1
    # Strongly bent and far from zero: no step is both small enough for the bend and large enough for float32.
    return [
        (lambda x: a * x**2 + b * x, points[:4].clone()),
        (lambda x: 3000 + b * torch.sin(7 * a * x) + x, points.clone()),
        (lambda x: torch.exp(a * x), points[0].clone()),
    ]


def observe_slope(slope: Callable, f: Callable, x: Tensor) -> dict:
    returned = slope(f, x)
    return {
        "returned": returned,
        "`x.requires_grad` is no longer False": Tensor.requires_grad.__get__(x),  # `x` may have got another class
        "`x.grad` is no longer None": Tensor.grad.__get__(x),
    }


GRADIENT = Question("gradient", "Gradients", (
    Answer(
        "slope", "a float tensor of the shape of `x`, exact to float32; `x` as it was before",
        inputs=curves_and_points, call=observe_slope,
    ),
))
