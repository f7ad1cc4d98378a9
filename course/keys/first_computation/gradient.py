"""The key of `gradient`."""
from __future__ import annotations

from collections.abc import Callable, Sequence

import torch
from torch import Tensor

from course.checking.facts import Fact
from course.checking.key import Key, Misconception, Solution
from course.keys.reading import UNREADABLE
from course.questions.first_computation.gradient import GRADIENT, MEASURED

ANY_NUMBERS: Fact = {"kind": "text", "value": "whatever the step gave"}
NO_SCALAR = ("grad_and_value(f)(*args): Expected f(*args) to return a scalar Tensor, got tensor with 1 dims. Maybe you "
             "wanted to use the vjp or jacrev APIs instead?")


def autograd_slope(f: Callable, x: Tensor) -> Tensor:
    x = x.clone().requires_grad_()
    return torch.autograd.grad(f(x).sum(), x)[0]


def slope_on_callers_tensor(f: Callable, x: Tensor) -> Tensor:
    x.requires_grad_()
    f(x).sum().backward()
    return x.grad


def cleaned_half_up(f: Callable, x: Tensor) -> Tensor:
    slope = slope_on_callers_tensor(f, x).clone()
    x.requires_grad_(False)
    return slope


def slope_from(combine: Callable) -> Callable:
    """Return a way that makes one number of the results by `combine`."""
    def slope(f: Callable, x: Tensor) -> Tensor:
        x = x.clone().requires_grad_()
        return torch.autograd.grad(combine(f(x)), x)[0]
    return slope


def backward_of_all(f: Callable, x: Tensor) -> Tensor:
    x = x.clone().requires_grad_()
    f(x).backward()
    return x.grad


def backward_of_all_on_callers_tensor(f: Callable, x: Tensor) -> Tensor:
    f(x.requires_grad_()).backward()
    return x.grad


def func_grad_of_all(f: Callable, x: Tensor) -> Tensor:
    if x.dim():
        raise RuntimeError(NO_SCALAR)  # as `torch.func.grad(f)(x)` does, which takes two seconds to import
    return autograd_slope(f, x)


def grad_of_a_copys_copy(f: Callable, x: Tensor) -> Tensor | None:
    copy = x.requires_grad_().clone()
    f(copy).sum().backward()
    with torch.no_grad():  # to ask for the `grad` of what isn't a leaf would warn
        return None


def other_tensor_differentiated(f: Callable, x: Tensor) -> Tensor:
    return torch.autograd.grad(f(x.clone().requires_grad_()).sum(), x)[0]


def unused_copy_differentiated(f: Callable, x: Tensor) -> Tensor:
    first, second = x.clone().requires_grad_(), x.clone().requires_grad_()
    return torch.autograd.grad(f(first).sum(), second)[0]


def bend(f: Callable, x: Tensor) -> Tensor:
    x = x.clone().requires_grad_()
    slope = torch.autograd.grad(f(x).sum(), x, create_graph=True)[0]
    return torch.autograd.grad(slope.sum(), x)[0]


def finite_differences() -> tuple[Callable, ...]:
    """Forward, backward and central differences: by how far they step shows in no fact."""
    return (
        lambda f, x: (f(x + 0.01) - f(x)) / 0.01,
        lambda f, x: (f(x) - f(x - 1e-4)) / 1e-4,
        lambda f, x: (f(x + 1e-3) - f(x - 1e-3)) / 2e-3,
        lambda f, x: (f(x.double() + 1e-6) - f(x.double() - 1e-6)) / 2e-6,
    )


def without_measured_numbers(fact: Fact, inputs: Sequence[tuple], case: int) -> Fact:
    """Return an observation in which all slopes are alike that were measured and not computed by autograd."""
    parts = dict(fact["items"])
    is_measured = parts.pop(MEASURED, {}).get("value")
    if is_measured is not True and is_measured is not False:
        return UNREADABLE
    return fact | {"items": parts | ({"returned": ANY_NUMBERS} if is_measured else {})}


def say_what_became_of_x(fact: Fact) -> list[tuple[str, str]]:
    said = {"`x.requires_grad` is no longer False": "`x.requires_grad` is True",
            "`x.grad` is no longer None": "`x.grad` holds a tensor"}
    found = [words for key, words in said.items() if fact["items"].get(key, {}).get("value") is True]
    return [("Afterwards", f"{' and '.join(found)}.")] if found else []


GRADIENT_KEY = Key(GRADIENT, (
    Solution(
        GRADIENT["slope"], autograd_slope,
        (
            Misconception(
                "finite-difference",
                "(f(x+h) − f(x)) / h is what a slope means, and it's close. But a large `h` cuts the corner, a tiny "
                "one drowns in rounding, and the question asks for autograd, which needs no `h` and is exact. Let "
                "PyTorch record from a copy, then call `backward`.",
                finite_differences(),
            ),
            Misconception(
                "graph-on-callers-tensor",
                "The slope is right. But `x` belongs to the caller: either it still records what is computed from it, "
                "or a slope was left in its `grad`. Work on a copy that records.",
                (slope_on_callers_tensor, cleaned_half_up,
                 lambda f, x: slope_on_callers_tensor(f, x).clone(),
                 lambda f, x: torch.autograd.grad(f(x.requires_grad_()).sum(), x)[0]),
            ),
            Misconception(
                "copy-made-too-late",
                "You make a copy, which is right. But `x` was switched to recording first, so it's changed, and the "
                "copy is computed from it: only the tensor where recording starts gets a `grad`. Clone first, then "
                "let the clone record.",
                (grad_of_a_copys_copy,),
            ),
            Misconception(
                "nothing-recorded",
                "PyTorch can walk back only over what it recorded. Here `f` was computed from a tensor without "
                "`requires_grad`, so there's no record. Which tensor did you hand to `f`, and does that one record?",
                (lambda f, x: f(x).sum().backward(),
                 lambda f, x: f(x.clone().requires_grad_().detach()).sum().backward()),
            ),
            Misconception(
                "differentiated-by-another-tensor",
                "`f` was computed from one tensor, and you ask for the slope by another, which has no part in that "
                "record. Even a copy with the same numbers is another tensor. Use one copy for both.",
                (other_tensor_differentiated, unused_copy_differentiated),
            ),
            Misconception(
                "backward-of-many-numbers",
                "For an `x` of shape `()` this works. But `backward` and its relatives start from a single number, "
                "and for other shapes `f` gives many. Make one number of them in which each counts once.",
                (backward_of_all, backward_of_all_on_callers_tensor, func_grad_of_all),
            ),
            Misconception(
                "mean-for-sum",
                "`backward` wants one number, and a mean is one. But it divides each slope by how many there are. Use "
                "`sum()`: each element then counts once.",
                (slope_from(Tensor.mean),),
            ),
            Misconception(
                "largest-or-first-only",
                "`backward` wants one number, and you picked one of the results. But then only that one moves, and "
                "all other slopes come out as 0. Make one number to which every element adds its share.",
                (slope_from(Tensor.max), slope_from(Tensor.min), slope_from(lambda y: y.flatten()[0]),
                 slope_from(lambda y: y.flatten()[-1])),
            ),
            Misconception(
                "value-for-slope",
                "That's how high the curve is at `x`, the value of `f`. Its slope says how fast it rises there. After "
                "`backward`, it's in the `grad` of the tensor that recorded.",
                (lambda f, x: f(x), lambda f, x: f(x).sum()),
            ),
            Misconception(
                "point-for-slope",
                "That's `x` itself, or a copy of it. `backward` returns nothing and leaves the slope in the copy's "
                "`grad`. Return that.",
                (lambda f, x: x.clone(), lambda f, x: x.clone().requires_grad_()),
            ),
            Misconception(
                "slopes-added-up",
                "A single number comes back, made of all the slopes. The sum is needed before `backward`, where each "
                "element keeps a slope of its own. What's in `grad` after it has the shape of `x`: return it as it is.",
                (lambda f, x: autograd_slope(f, x).sum(), lambda f, x: autograd_slope(f, x).mean()),
            ),
            Misconception(
                "tuple-of-gradients",
                "The slopes are right, but they're packed: `torch.autograd.grad` takes several tensors and returns a "
                "tuple, with one entry for each of them. You have one. Take it out.",
                (lambda f, x: (autograd_slope(f, x),), lambda f, x: [autograd_slope(f, x)]),
            ),
            Misconception(
                "sign-turned",
                "The size of each slope is right, its sign isn't. A step of training goes against the slope, and that "
                "minus belongs to the step. Return the slope as it is.",
                (lambda f, x: -autograd_slope(f, x),),
            ),
            Misconception(
                "slopes-doubled",
                "Every slope is twice as large as it should be: `backward` ran twice, and it *adds* to `grad`. Once "
                "is enough.",
                (lambda f, x: 2 * autograd_slope(f, x),),
            ),
            Misconception(
                "slope-of-the-slope",
                "That's the slope of the slope: how the curve bends. You walk back once more than needed. Return what "
                "the first time gives.",
                (bend,),
            ),
            Misconception(
                "differences-of-neighbors",
                "`torch.gradient` takes differences between neighboring numbers of a tensor. But the elements of `x` "
                "have nothing to do with one another: each wants the slope of `f` at its own place. Use autograd.",
                (lambda f, x: torch.gradient(f(x))[0],),
            ),
            Misconception(
                "arguments-swapped",
                "The check calls `slope(f, x)`: the function comes first, then the tensor. Yours takes them the other "
                "way round. Keep the lesson's order.",
                (lambda f, x: autograd_slope(x, f), lambda f, x: f.detach(), lambda f, x: f.requires_grad_(),
                 lambda f, x: f.double(), lambda f, x: f.float(), lambda f, x: x(f)),
            ),
        ),
        rtol=2e-4, reading=without_measured_numbers, told=say_what_became_of_x,
    ),
))
