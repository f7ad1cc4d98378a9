"""`gradient`: the slope of a function by autograd."""
from __future__ import annotations

from collections.abc import Callable
from typing import Any

import torch
from torch import Tensor

from course.checking.question import Answer, Question
from course.device import seeded

MEASURED = "the slope was measured between points beside `x`, and autograd recorded nothing"


def curves_and_points(seed: int) -> list[tuple]:
    """Smooth functions of a tensor, element by element, with the points at which their slope is asked for."""
    generator = seeded(seed)
    a, b = (torch.rand(2, generator=generator) + 0.5).tolist()
    points = torch.rand(8, generator=generator) * 2 - 1
    # Strongly bent and far from zero: no step is both small enough for the bend and large enough for float32.
    return [
        (_curve(lambda x: a * x**2 + b * x, f"f(x) = {a:.3f}·x² + {b:.3f}·x"), points[:4].clone()),
        (_curve(lambda x: 3000 + b * torch.sin(7 * a * x) + x, f"f(x) = 3000 + {b:.3f}·sin({7 * a:.3f}·x) + x"),
         points.clone()),
        (_curve(lambda x: torch.exp(a * x), f"f(x) = exp({a:.3f}·x)"), points[0].clone()),
    ]


def _curve(f: Callable, words: str) -> Callable:
    f.__doc__ = words
    return f


def observe_slope(slope: Callable, f: Callable, x: Tensor) -> dict:
    """What it returned, what became of `x`, and whether it asked `f` beside `x`, which autograd never needs."""
    calls: list[tuple[bool, bool]] = []
    before = x.detach().clone()

    def watched(at: Any) -> Any:
        calls.append((_is_recorded(at), _is_beside(at, before)))
        return f(at)

    watched.__doc__ = f.__doc__
    returned = slope(watched, x)
    return {
        MEASURED: any(beside for _, beside in calls) and not any(recorded for recorded, _ in calls),
        "returned": returned,
        "`x.requires_grad` is no longer False": Tensor.requires_grad.__get__(x),  # `x` may have got another class
        "`x.grad` is no longer None": Tensor.grad.__get__(x) is not None,
    }


def _is_recorded(at: Any) -> bool:
    """Whether autograd follows what is computed from `at`, by `backward` or by `torch.func`."""
    is_tensor = issubclass(type(at), Tensor)
    return is_tensor and (bool(at.requires_grad) or torch._C._functorch.is_functorch_wrapped_tensor(at))


def _is_beside(at: Any, x: Tensor) -> bool:
    """Whether a number in `at` is none of those in `x`; what can't be read is not beside it."""
    try:
        return not bool((torch.as_tensor(at).detach().reshape(-1, 1) == x.reshape(1, -1)).any(dim=1).all())
    except Exception:
        return False


GRADIENT = Question("gradient", "Gradients", (
    Answer(
        "slope", "a float tensor of the shape of `x`, exact to float32; `x` as it was before",
        inputs=curves_and_points, call=observe_slope,
    ),
))
