"""The key of `gradient`."""
from __future__ import annotations

from collections.abc import Callable

import torch
from torch import Tensor

from course.checking.key import Key, Misconception, Solution
from course.questions.first_computation.gradient import GRADIENT


def autograd_slope(f: Callable, x: Tensor) -> Tensor:
    x = x.clone().requires_grad_()
    return torch.autograd.grad(f(x).sum(), x)[0]


def slope_on_callers_tensor(f: Callable, x: Tensor) -> Tensor:
    x.requires_grad_()
    f(x).sum().backward()
    return x.grad


def mean_slope(f: Callable, x: Tensor) -> Tensor:
    x = x.clone().requires_grad_()
    return torch.autograd.grad(f(x).mean(), x)[0]


def finite_differences() -> tuple[Callable, ...]:
    """Forward, backward and central differences with the steps that people choose."""
    steps = (1.0, *(digit * 10.0**-k for k in range(1, 9) for digit in (5, 2, 1)))
    forward = [lambda f, x, h=h: (f(x + h) - f(x)) / h for h in steps]
    backward = [lambda f, x, h=h: (f(x) - f(x - h)) / h for h in steps]
    central = [lambda f, x, h=h: (f(x + h) - f(x - h)) / (2 * h) for h in steps]
    return (*forward, *backward, *central)


GRADIENT_KEY = Key(GRADIENT, (
    Solution(
        GRADIENT["slope"], autograd_slope,
        (
            Misconception(
                "finite-difference",
                "(f(x+h) − f(x)) / h is what a slope means, and it is close. But a large `h` cuts the corner, and a "
                "tiny one drowns in rounding: float32 keeps about seven digits. Let PyTorch differentiate: have "
                "it record, then call `backward`.",
                finite_differences(),
            ),
            Misconception(
                "graph-on-callers-tensor",
                "The slope is right. But `x` belongs to the caller: either it still records what is computed from it, "
                "or a slope was left in its `grad`. Work on a copy that records.",
                (slope_on_callers_tensor,
                 lambda f, x: slope_on_callers_tensor(f, x).clone(),
                 lambda f, x: torch.autograd.grad(f(x.requires_grad_()).sum(), x)[0]),
            ),
            Misconception(
                "mean-for-sum",
                "`backward` wants one number, and a mean is one. But it divides each slope by how many there are. Use "
                "`sum()`: each element then counts once.",
                (mean_slope,),
            ),
        ),
        rtol=2e-4,
    ),
))
